// What was typed and could not be sent: on disk while it waits, sent by the next start, once and in order.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { ScreenOutbox } from '../../src/client/screen-outbox.ts';
import { OutboxFile } from '../../src/client/sending/outbox-file.ts';
import { Scene, shown, timestamp } from '../sdk/scene.ts';

function pathFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return join(folder, 'outbox.db');
}

function sitDown(path: string, clock = new Scene().clock) {
  const outbox = new ScreenOutbox(path, clock);
  const kept = outbox.start(undefined);
  const scene = new Scene({
    ...(kept ? { kept } : {}),
    onSettled: outbox.settled,
    random: () => 0.3,
  });
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

test('what goes through at once never touches the disk; a refusal is kept aside', (context) => {
  const path = pathFor(context);
  const { scene, outbox, clock } = sitDown(path);
  scene.greet();
  scene.enter();
  scene.client.submit('one');
  scene.reply(scene.asks('send'), { type: 'ack', room: 'general', seq: 1, timestamp });
  clock.advance(1_000);
  assert.deepEqual(new OutboxFile(path).waiting(), []);
  scene.client.submit('two');
  clock.advance(1_000);
  scene.refuse(scene.asks('send'), 'forbidden');
  outbox.flush();
  assert.equal(new OutboxFile(path).waiting()[0]?.refused, 'It is forbidden.');
});
