// A session that outlives its program: reloaded while something is on its way, offline, at another server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientOptions } from '../../src/sdk/client.ts';
import { readKept } from '../../src/sdk/kept.ts';
import { maxOutboxBytes } from '../../src/sdk/outbox.ts';
import { timelineLimits } from '../../src/sdk/timeline.ts';
import { message, Scene, shown, timestamp } from './scene.ts';

/** Another run with what this one would have kept, as it comes out of a browser’s storage. */
function reloaded(scene: Scene, options: Partial<ClientOptions> = {}): Scene {
  const kept = readKept(JSON.parse(JSON.stringify(scene.client.getKept())));
  return new Scene({ kept, random: () => 0.5, ...options });
}

function ack(scene: Scene, send: ReturnType<Scene['asks']>, seq: number, more: object = {}): void {
  scene.reply(send, { type: 'ack', room: 'general', seq, timestamp, ...more });
}

test('reloaded, one is the same session with the same name, whatever name is wished for', () => {
  const again = reloaded(Scene.live(), { name: 'bob' });
  const hello = again.greet('alice', 'S1', 'T2');
  assert.equal(hello.token, 'T1');
  assert.equal(hello.name, undefined);
  again.enter();
  assert.equal(again.client.getState().me.name, 'alice');
  assert.deepEqual(again.notices, [], 'nobody was renamed');
  assert.equal(again.client.getKept().token, 'T2');
});

test('reloaded between send and ack, a message is there again and is sent with the same id', () => {
  const scene = Scene.live([message(5, 0)]);
  scene.client.submit('one');
  scene.client.submit('two');
  const first = scene.asks('send');
  const again = reloaded(scene);
  assert.deepEqual(shown(again.room), ['one (pending)', 'two (pending)']);
  again.greet();
  again.enter([message(5, 0)]);
  const send = again.asks('send');
  assert.deepEqual([send.id, send.content], [first.id, 'one']);
  ack(again, send, 6);
  again.server(message(6, 5, { sender: 'alice', content: 'one', id: `S1-${first.id}` }));
  assert.deepEqual(shown(again.room), ['message 5', 'one', 'two (pending)']);
  const second = again.asks('send');
  assert.notEqual(second.id, first.id);
  ack(again, second, 7);
  assert.deepEqual(again.client.getKept().pending, []);
});

test('reloaded after an ack that never came, nothing is doubled: its copy is there, or lies further back', () => {
  const scene = Scene.live([message(5, 0)]);
  scene.client.submit('one');
  const first = scene.asks('send');
  const own = message(6, 5, { sender: 'alice', content: 'one', id: `S1-${first.id}` });
  for (const backlog of [[message(5, 0), own], [message(90, 89)]]) {
    const again = reloaded(scene);
    again.greet();
    again.enter(backlog, { more: true });
    const send = again.asks('send');
    assert.equal(send.id, first.id);
    ack(again, send, 6, { duplicate: true });
    assert.deepEqual(again.room.pending, []);
    assert.equal(again.room.timeline.items.length, backlog.length);
  }
});

test('reloaded while offline, what was typed is there and goes out in order with what is typed now', () => {
  const scene = Scene.live();
  scene.pair.end.close();
  scene.client.submit('one');
  const offline = reloaded(scene);
  offline.pair.end.close('No server is listening there.');
  offline.client.submit('two');
  const again = reloaded(offline, { random: () => 0.7 });
  again.greet();
  again.enter();
  for (const [index, content] of ['one', 'two'].entries()) {
    const send = again.asks('send');
    assert.equal(send.content, content);
    ack(again, send, index + 1);
  }
});

test('where the token is refused one comes in by the name wished for, and everything is still sent', () => {
  const scene = Scene.live([message(5, 0)]);
  scene.client.submit('written');
  const written = scene.asks('send');
  scene.client.submit('not written');
  const again = reloaded(scene);
  again.pair.end.accept();
  again.refuse(again.asks('hello'), 'auth-failed');
  const hello = again.greet('alice', 'S2', 'T9');
  assert.deepEqual([hello.token, hello.name], [undefined, 'alice']);
  // The log of this server has more than a page since, and does not hold it.
  again.enter([message(60, 59)], { more: true });
  assert.deepEqual(shown(again.room), ['message 60', 'written (pending)', 'not written (pending)']);
  const older = again.asks('history');
  assert.equal(older.before, 60);
  again.reply(older, {
    type: 'history',
    room: 'general',
    messages: [message(3, 2), message(59, 3)],
    more: true,
  });
  const send = again.asks('send');
  assert.equal(send.content, 'written');
  ack(again, send, 61);
  again.server(message(61, 60, { sender: 'alice', id: `S2-${written.id}` }));
  assert.equal(again.asks('send').content, 'not written');
});

test('where the token is refused but the log has it, it is not sent again', () => {
  const scene = Scene.live([message(5, 0)]);
  scene.client.submit('one');
  const first = scene.asks('send');
  const again = reloaded(scene);
  again.pair.end.accept();
  again.refuse(again.asks('hello'), 'auth-failed');
  again.greet('alice', 'S2', 'T9');
  again.enter([message(6, 5, { sender: 'alice', content: 'one', id: `S1-${first.id}` })]);
  assert.deepEqual(shown(again.room), ['one']);
  assert.deepEqual(again.said(), []);
  assert.deepEqual(again.client.getKept().pending, []);
});

test('where the token is refused and the log has it further back, it is not sent again', () => {
  const scene = Scene.live([message(5, 0)]);
  scene.client.submit('one');
  const first = scene.asks('send');
  const again = reloaded(scene);
  again.pair.end.accept();
  again.refuse(again.asks('hello'), 'auth-failed');
  again.greet('alice', 'S2', 'T9');
  again.enter([message(60, 59)], { more: true });
  const own = message(6, 5, { sender: 'alice', content: 'one', id: `S1-${first.id}` });
  const page = { type: 'history', room: 'general', messages: [message(5, 0), own, message(59, 6)] };
  again.reply(again.asks('history'), { ...page, more: false });
  assert.deepEqual(shown(again.room), ['message 5', 'one', 'message 59', 'message 60']);
  assert.deepEqual(again.said(), []);
});

test('a hello of the run before may arrive after the first one of this: that is a loss, and no end', () => {
  const again = reloaded(Scene.live());
  again.greet();
  again.enter();
  again.server({ type: 'bye', reason: 'replaced', reconnect: false });
  again.waitForTry();
  again.greet();
  again.enter();
  again.server({ type: 'bye', reason: 'replaced', reconnect: false });
  assert.equal(again.status, 'offline');
});

test('of two programs with one token the older one stops for good', () => {
  const scene = Scene.live();
  const other = reloaded(scene);
  other.greet();
  scene.server({ type: 'bye', reason: 'replaced', reconnect: false });
  assert.equal(scene.status, 'offline');
  scene.clock.advance(600_000);
  assert.equal(scene.pair.ends.length, 1);
});

test('what is kept is the same object until it changes', () => {
  const scene = Scene.live();
  const before = scene.client.getKept();
  scene.server(message(1, 0));
  assert.equal(scene.client.getKept(), before);
  scene.client.submit('one');
  const pending = scene.client.getKept();
  assert.equal(pending.pending[0]?.written?.session, 'S1');
  ack(scene, scene.asks('send'), 2);
  assert.notEqual(scene.client.getKept(), pending);
  assert.deepEqual(scene.client.getKept(), { token: 'T1', pending: [] });
});

test('rooms are open from the beginning in the order given, and the first one is on the screen', () => {
  const scene = new Scene({ rooms: ['ops', 'General', '@alice+bob'] });
  const { rooms, current } = scene.client.getState();
  assert.deepEqual([...rooms.keys()], ['ops', 'general', '@alice+bob']);
  assert.equal(current, 'general');
  scene.greet();
  const joins = scene.said().map(({ room }) => room);
  assert.deepEqual(joins, ['ops', 'general', '@alice+bob']);
});

test('what is damaged is left out, and the rest is of use', () => {
  const good = { id: 'a-1', room: 'general', kind: 'text', content: 'hello', at: 1 } as const;
  const bad = [
    { ...good, id: 'no id' },
    { ...good, room: 'No Room' },
    { ...good, kind: 'shout' },
    { ...good, content: '\u0000' },
    { ...good, at: 'now' },
    { ...good, target: -1 },
    null,
    'text',
  ];
  const kept = readKept({ token: 7, pending: [...bad, good, good] });
  assert.deepEqual(kept, { pending: [good] });
  for (const raw of [undefined, null, 'x', 3, [], { pending: 'x' }]) {
    assert.deepEqual(readKept(raw), { pending: [] });
  }
  const half = readKept({ pending: [{ ...good, written: { session: 'S1', after: 'x' } }] });
  assert.deepEqual(half.pending, [good]);
});

test('what waits is bounded in bytes too, and what is over that fails in words', () => {
  const scene = new Scene();
  const long = 'x'.repeat(4_000);
  const count = Math.ceil(maxOutboxBytes / long.length);
  for (let sent = 0; sent < count; sent += 1) scene.client.send('general', long);
  assert.equal(scene.client.getKept().pending.length, count - 1);
  assert.match(shown(scene.room)[0] ?? '', /Too many messages wait to be sent already\./);
});

test('what another program left is taken over while one is in: after one’s own, with the ids that it has', () => {
  const scene = Scene.live();
  scene.client.submit('one');
  const first = scene.asks('send');
  const at = scene.clock.now();
  scene.client.take([{ id: 'cron-1', room: 'general', kind: 'text', content: 'two', at }]);
  assert.deepEqual(shown(scene.room), ['one (pending)', 'two (pending)']);
  ack(scene, first, 6);
  assert.equal(scene.asks('send').id, 'cron-1');
});

test('taken over into a room that holds it already, what another session wrote is not said again', () => {
  for (const kind of ['text', 'topic', 'reaction'] as const) {
    const target = kind === 'reaction' ? { target: 1 } : {};
    const own = { kind, content: '👍', ...target };
    const scene = Scene.live([message(1, 0), message(2, 1, { id: 'S9-m-1', ...own })]);
    scene.said();
    const written = { session: 'S9', after: 1 };
    scene.client.take([{ id: 'm-1', room: 'general', at: 1, ...own, written }]);
    assert.deepEqual(scene.said(), [], kind);
    assert.deepEqual(scene.client.getKept().pending, [], kind);
    assert.deepEqual(scene.room.pending, [], kind);
  }
});

test('what was refused for now and is taken over again is on its way, and has not failed any more', () => {
  const scene = Scene.live();
  const queued = { id: 'cron-1', room: 'general', kind: 'text', content: 'one', at: 1 } as const;
  scene.client.take([queued]);
  scene.refuse(scene.asks('send'), 'rate-limited', { retryAfterMs: 60_000 });
  assert.deepEqual(shown(scene.room), ['one (failed: It is rate-limited.)']);
  scene.client.take([queued]);
  assert.deepEqual(shown(scene.room), ['one (pending)']);
});

test('taken over where more has changed since than is held, what another session wrote is not said again', () => {
  const scene = Scene.live([message(1, 0)]);
  const { maxChanges } = timelineLimits;
  const own = { kind: 'reaction', content: '👍', target: 1 } as const;
  const later = { kind: 'edit', target: 1 } as const;
  scene.server(message(2, 1, { id: 'S9-m-1', ...own }));
  for (let seq = 3; seq <= 2 * maxChanges + 3; seq += 1) scene.server(message(seq, seq - 1, later));
  scene.said();
  const queued = { ...own, room: 'general', at: 1, written: { session: 'S9', after: 1 } };
  scene.client.take([{ id: 'm-1', ...queued }]);
  assert.deepEqual(scene.said(), []);
  // What is a row of its own is held, if it is there.
  scene.client.take([{ ...queued, id: 'm-2', kind: 'text' }]);
  assert.equal(scene.asks('send').id, 'm-2');
});
