// What was typed and could not be sent: on disk while it waits, sent by the next start, once and in order.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { OutboxFile } from '../../src/client/sending/outbox-file.ts';
import { takeFirstSeat } from '../../src/client/sending/seat.ts';
import { SeatedOutbox } from '../../src/client/sending/seated-outbox.ts';
import { TypedOutbox } from '../../src/client/typed-outbox.ts';
import type { ClientOptions } from '../../src/sdk/client.ts';
import { Scene, shown, timestamp } from '../sdk/scene.ts';
import { FakeClock } from '../support/fake-clock.ts';

function pathFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return join(folder, 'outbox.db');
}

/** Somebody at a client that the test answers line by line. */
function sitDown(path: string, options: Partial<ClientOptions> = {}) {
  const clock = new FakeClock();
  const outbox = new TypedOutbox(path, clock);
  const given = { random: Math.random, ...options };
  const scene = new Scene({ ...given, ...outbox.begin(given) });
  outbox.follow(scene.client);
  return { scene, outbox, clock };
}

test('closed while offline, what was typed is sent by the next start, and shown as pending until then', (context) => {
  const path = pathFor(context);
  const first = sitDown(path);
  first.scene.pair.end.close();
  first.scene.client.submit('one');
  first.scene.client.submit('two');
  assert.equal(first.outbox.flush(), 2);
  const { scene, outbox } = sitDown(path);
  assert.deepEqual(shown(scene.room), ['one (pending)', 'two (pending)']);
  scene.greet();
  scene.enter();
  for (const [index, content] of ['one', 'two'].entries()) {
    const send = scene.asks('send');
    assert.equal(send.content, content);
    scene.reply(send, { type: 'ack', room: 'general', seq: index + 1, timestamp });
  }
  assert.equal(outbox.flush(), 0);
  assert.deepEqual(new OutboxFile(path).waiting(), []);
});

test('killed between write and ack, it comes back as the same guest with the same id', (context) => {
  const path = pathFor(context);
  const before = sitDown(path);
  before.scene.pair.end.close();
  before.scene.client.submit('one');
  before.outbox.flush();
  const killed = sitDown(path);
  killed.scene.greet('alice', 'S7', 'T7');
  killed.scene.enter();
  const { id } = killed.scene.asks('send');
  // It ends here; its lock goes with it.
  const [waiting] = new OutboxFile(path).waiting();
  assert.deepEqual(waiting?.claim, { session: 'S7', token: 'T7' });
  assert.deepEqual(
    [waiting?.message.id, waiting?.message.written],
    [id, { session: 'S7', after: 0 }],
  );
});

test('before a message is on the wire it is on disk, and it is gone from there with its ack', (context) => {
  const path = pathFor(context);
  const disk = () => new OutboxFile(path).waiting().map(({ message: { content } }) => content);
  const onWire: string[][] = [];
  const { scene } = sitDown(path, {
    onWire: (direction, line) => {
      if (direction === 'out' && line.includes('"send"')) onWire.push(disk());
    },
  });
  scene.greet();
  scene.enter();
  scene.client.submit('one');
  scene.client.submit('two');
  assert.deepEqual(disk(), ['one', 'two']);
  scene.reply(scene.asks('send'), { type: 'ack', room: 'general', seq: 1, timestamp });
  assert.deepEqual(disk(), ['two']);
  assert.deepEqual(onWire, [['one'], ['two']]);
});

test('what is typed with no server is on disk with the key, and a refusal is kept aside', (context) => {
  const path = pathFor(context);
  const { scene } = sitDown(path);
  scene.client.submit('one');
  const [waiting] = new OutboxFile(path).waiting();
  assert.deepEqual([waiting?.message.content, waiting?.claim], ['one', undefined]);
  scene.greet();
  scene.enter();
  scene.refuse(scene.asks('send'), 'forbidden');
  assert.equal(new OutboxFile(path).waiting()[0]?.refused, 'It is forbidden.');
});

test('what another program adds goes out from here once one is in, in order, as whoever one is', (context) => {
  const path = pathFor(context);
  const { scene, clock } = sitDown(path);
  const file = new OutboxFile(path);
  const common = { room: 'general', kind: 'text', at: 1 } as const;
  scene.client.submit('typed');
  file.add([{ ...common, id: 'q-1', content: 'queued' }]);
  file.add([{ ...common, id: 'q-2', room: '@bob+nobody', content: 'hello' }], { to: 'bob' });
  clock.advance(3_000);
  scene.greet();
  scene.enter();
  scene.reply(scene.asks('send'), { type: 'ack', room: 'general', seq: 1, timestamp });
  clock.advance(1_000);
  const [join, send] = scene.said();
  assert.deepEqual([join?.room, send?.content], ['@alice+bob', 'queued']);
});

test('a second screen’s message is its own to send while it runs, then anybody’s', (context) => {
  const path = pathFor(context);
  const first = sitDown(path);
  const second = sitDown(path);
  first.scene.client.submit('first');
  second.scene.client.submit('second');
  const file = new OutboxFile(path);
  assert.deepEqual(
    file.waiting().map(({ message: { content }, seat }) => [content, seat]),
    [
      ['first', 0],
      ['second', 1],
    ],
  );
  assert.deepEqual([file.size, file.furtherSeats()], [1, [1]]);
  for (const { outbox } of [first, second]) assert.equal(outbox.flush(), 1);
  const { scene } = sitDown(path);
  assert.deepEqual(shown(scene.room), ['first (pending)', 'second (pending)']);
});

test('a screen at which nothing waits keeps nobody else from sending', (context) => {
  const path = pathFor(context);
  const { scene, clock } = sitDown(path);
  scene.greet();
  scene.enter();
  clock.advance(2_000);
  const seat = takeFirstSeat(new OutboxFile(path));
  assert.equal(seat?.number, 0);
  seat?.leave();
});

test('what waits at a second screen goes out from the first once that program has ended', (context) => {
  const path = pathFor(context);
  const first = sitDown(path);
  const second = sitDown(path);
  first.scene.greet();
  first.scene.enter();
  first.scene.client.submit('first');
  second.scene.client.submit('second');
  first.scene.reply(first.scene.asks('send'), { type: 'ack', room: 'general', seq: 1, timestamp });
  first.clock.advance(2_000);
  assert.deepEqual(first.scene.said(), []);
  second.outbox.flush();
  first.clock.advance(2_000);
  assert.equal(first.scene.asks('send').content, 'second');
});

test('what another program added and is refused for now is left to it, without the session of this screen', (context) => {
  const path = pathFor(context);
  const { scene, clock } = sitDown(path);
  scene.greet();
  scene.enter();
  const file = new OutboxFile(path);
  file.add([{ id: 'q-1', room: 'general', kind: 'text', content: 'queued', at: 1 }]);
  clock.advance(2_000);
  scene.refuse(scene.asks('send'), 'rate-limited', { retryAfterMs: 60_000 });
  const [left] = file.due();
  assert.equal(left?.message.id, 'q-1');
  assert.deepEqual([left?.claim, left?.message.written], [undefined, undefined]);
});

test('what is refused for now is tried again when its time has come, and nothing for its room overtakes it', (context) => {
  const path = pathFor(context);
  const { scene, clock } = sitDown(path);
  scene.greet();
  scene.enter();
  const file = new OutboxFile(path);
  const add = (content: string) =>
    file.add([{ id: `id-${content}`, room: 'general', kind: 'text', content, at: 1 }]);
  add('one');
  clock.advance(2_000);
  scene.refuse(scene.asks('send'), 'rate-limited', { retryAfterMs: 60_000 });
  add('two');
  clock.advance(59_000);
  assert.deepEqual(scene.said(), []);
  clock.advance(2_000);
  for (const [index, content] of ['one', 'two'].entries()) {
    const send = scene.asks('send');
    assert.equal(send.content, content);
    scene.reply(send, { type: 'ack', room: 'general', seq: index + 1, timestamp });
  }
  assert.equal(file.size, 0);
});

test('what is in the log is not kept, though its place there is not known any more', (context) => {
  const path = pathFor(context);
  const file = new OutboxFile(path);
  file.add([{ id: 'q-1', room: 'general', kind: 'reaction', content: '👍', target: 1, at: 1 }]);
  const outbox = new SeatedOutbox(path, new FakeClock());
  for (const waiting of outbox.restore()) outbox.hold(waiting, waiting.message);
  outbox.settled('q-1', { code: 'uncertain', why: 'Nobody knows where.', isLogged: true });
  outbox.keep([], () => undefined, true);
  assert.deepEqual(file.waiting(), []);
});

test('what is gone from here without a word of what became of it stays on disk', (context) => {
  const path = pathFor(context);
  const file = new OutboxFile(path);
  file.add([{ id: 'q-1', room: 'general', kind: 'text', content: 'queued', at: 1 }]);
  const outbox = new SeatedOutbox(path, new FakeClock());
  for (const waiting of outbox.restore()) outbox.hold(waiting, waiting.message);
  outbox.keep([], () => undefined, true);
  assert.equal(file.size, 1);
});

test('what a killed program may have written in a session of its own is left to who comes back to it', (context) => {
  // Without a token: that of an account. What is on its way from there is not in the log yet.
  for (const token of ['T9', undefined]) {
    const path = pathFor(context);
    const { scene, clock } = sitDown(path);
    scene.greet();
    scene.enter();
    const file = new OutboxFile(path);
    const common = { kind: 'text', content: 'hello', at: 1 } as const;
    const written = { session: 'S9', after: 0 };
    file.add([{ ...common, id: 'q-1', room: 'general', written }], {
      claim: { session: 'S9', token },
    });
    file.add([{ ...common, id: 'q-2', room: 'general' }]);
    clock.advance(2_000);
    assert.deepEqual(scene.said(), []);
    assert.equal(file.size, 2);
  }
});

test('where nothing can be kept that is said once, and the message goes out all the same', (context) => {
  const path = pathFor(context);
  writeFileSync(path, 'x'.repeat(5_000));
  const { scene, clock } = sitDown(path);
  scene.greet();
  scene.enter();
  for (const [index, content] of ['one', 'two'].entries()) {
    scene.client.submit(content);
    const send = scene.asks('send');
    assert.equal(send.content, content);
    scene.reply(send, { type: 'ack', room: 'general', seq: index + 1, timestamp });
    clock.advance(2_000);
  }
  const told = scene.notices.filter((text) => text.includes('not kept'));
  assert.equal(told.length, 1);
  assert.match(told[0] ?? '', /is damaged/);
});
