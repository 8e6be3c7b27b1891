// The client against a server played line by line: coming in, talking, coming back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '../../src/sdk/state.ts';
import { joined, member, message, Scene, shown, timestamp } from './scene.ts';

test('it says hello, joins its first room without since, and shows the backlog', () => {
  const scene = new Scene({ client: 'test 1' });
  assert.equal(scene.status, 'connecting');
  const hello = scene.greet();
  assert.deepEqual(
    { ...hello, id: undefined },
    { type: 'hello', version: 1, name: 'alice', heartbeat: true, client: 'test 1', id: undefined },
  );
  const join = scene.enter([message(7, 3), message(9, 7)]);
  assert.equal(join.since, undefined);
  assert.equal(scene.status, 'live');
  assert.deepEqual(shown(scene.room), ['message 7', 'message 9']);
  assert.equal(scene.room.timeline.hasOlder, true);
  assert.equal(scene.room.unread, 0, 'what was there before is not unread');
});

test('a message is pending at once, sent with its ack, and one row with its copy', () => {
  const scene = Scene.live();
  scene.client.submit('hello\r\nthere');
  assert.deepEqual(shown(scene.room), ['hello\nthere (pending)']);
  const send = scene.asks('send');
  assert.match(send.id, /^[A-Za-z0-9._:-]{1,64}$/);
  scene.reply(send, { type: 'ack', room: 'general', seq: 1, timestamp });
  assert.deepEqual(shown(scene.room), ['hello\nthere (sent)']);
  const copy = { sender: 'alice', content: 'hello\nthere', id: `S1-${send.id}` };
  scene.server(message(1, 0, copy));
  assert.deepEqual(shown(scene.room), ['hello\nthere']);
  assert.equal(scene.room.unread, 0);
});

test('the copy may come before the ack: it is one row all the same', () => {
  const scene = Scene.live();
  scene.client.submit('hello');
  const send = scene.asks('send');
  scene.server(message(1, 0, { sender: 'alice', content: 'hello', id: `S1-${send.id}` }));
  assert.deepEqual(shown(scene.room), ['hello']);
  scene.reply(send, { type: 'ack', room: 'general', seq: 1, timestamp });
  assert.deepEqual(shown(scene.room), ['hello']);
  scene.client.submit('next');
  assert.equal(scene.asks('send').content, 'next');
});

test('messages go out one after the other, so that none overtakes', () => {
  const scene = Scene.live();
  scene.client.submit('one');
  scene.client.submit('two');
  const first = scene.asks('send');
  scene.server({ type: 'ping' });
  assert.deepEqual(
    scene.said().map(({ type }) => type),
    ['pong'],
  );
  scene.refuse(first, 'rate-limited', { retryAfterMs: 700 });
  scene.clock.advance(699);
  assert.deepEqual(scene.said(), []);
  assert.equal(scene.room.pending[0]?.why, 'It is rate-limited.');
  scene.clock.advance(1);
  const again = scene.asks('send');
  assert.deepEqual(again, first);
  scene.reply(again, { type: 'ack', room: 'general', seq: 1, timestamp });
  assert.equal(scene.asks('send').content, 'two');
});

test('a message that would hold the others up for long fails, and can be sent again', () => {
  const scene = Scene.live();
  scene.client.submit('one');
  scene.client.submit('two');
  scene.refuse(scene.asks('send'), 'rate-limited', { retryAfterMs: 60_000 });
  assert.deepEqual(shown(scene.room), ['one (failed: It is rate-limited.)', 'two (pending)']);
  assert.equal(scene.asks('send').content, 'two');
});

test('a message refused for good fails where it stands, and the next goes out', () => {
  const scene = Scene.live();
  scene.client.submit('one');
  scene.client.submit('two');
  scene.refuse(scene.asks('send'), 'forbidden');
  assert.deepEqual(shown(scene.room), ['one (failed: It is forbidden.)', 'two (pending)']);
  assert.equal(scene.asks('send').content, 'two');
});

test('after a loss it resumes with its token and since, then sends the same id again', () => {
  const scene = Scene.live([message(5, 0)]);
  scene.client.submit('one');
  scene.client.submit('two');
  const first = scene.asks('send');
  scene.cut();
  const hello = scene.greet();
  assert.equal(hello.token, 'T1');
  assert.equal(hello.name, undefined);
  const join = scene.asks('join');
  assert.equal(join.since, 5);
  scene.reply(join, joined('general', [message(8, 5)]));
  const again = scene.asks('send');
  assert.deepEqual([again.id, again.content], [first.id, 'one']);
  scene.reply(again, { type: 'ack', room: 'general', seq: 6, timestamp, duplicate: true });
  const second = scene.asks('send');
  assert.equal(second.content, 'two');
  assert.notEqual(second.id, first.id);
});

test('an ack of a duplicate whose copy is held already leaves nothing pending', () => {
  const scene = Scene.live();
  scene.client.submit('one');
  const send = scene.asks('send');
  scene.cut();
  scene.greet();
  const copy = message(4, 0, { sender: 'alice', content: 'one', id: `S1-${send.id}` });
  scene.enter([copy]);
  assert.deepEqual(shown(scene.room), ['one']);
  const again = scene.asks('send');
  scene.reply(again, { type: 'ack', room: 'general', seq: 4, timestamp, duplicate: true });
  assert.deepEqual(shown(scene.room), ['one']);
});

test('what was typed while nobody answered is sent in order when the server is back', () => {
  const scene = new Scene();
  scene.client.submit('one');
  scene.client.submit('two');
  scene.pair.end.close('No server is listening there.');
  assert.equal(scene.status, 'waiting');
  assert.equal(scene.client.getState().connection.why, 'No server is listening there.');
  scene.clock.advance(60_000);
  scene.client.submit('three');
  scene.waitForTry();
  scene.greet();
  scene.enter();
  for (const [index, content] of ['one', 'two', 'three'].entries()) {
    const send = scene.asks('send');
    assert.equal(send.content, content);
    scene.reply(send, { type: 'ack', room: 'general', seq: index + 1, timestamp });
  }
});

/** One message was written and not acknowledged, another one waits; the server is another process now. */
function losesItsKey() {
  const scene = Scene.live([message(1, 0)]);
  scene.client.submit('written');
  const send = scene.asks('send');
  scene.client.submit('not written');
  scene.cut();
  scene.pair.end.accept();
  scene.refuse(scene.asks('hello'), 'auth-failed');
  const hello = scene.greet('alice', 'S2', 'T2');
  assert.deepEqual([hello.token, hello.name], [undefined, 'alice']);
  const copy = (seq: number, prev: number) =>
    message(seq, prev, { sender: 'alice', content: 'written', id: `S1-${send.id}` });
  return { scene, copy };
}

test('a refused token: what was written and is in the log is not sent again', () => {
  const { scene, copy } = losesItsKey();
  const join = scene.asks('join');
  scene.reply(join, joined('general', [copy(2, 1)], { last: 2 }));
  assert.deepEqual(shown(scene.room).slice(1), ['written', 'not written (pending)']);
  assert.equal(scene.asks('send').content, 'not written');
});

test('a refused token: what the log has not got is sent again, before what is newer', () => {
  const { scene } = losesItsKey();
  scene.enter([message(3, 1)]);
  const again = scene.asks('send');
  assert.equal(again.content, 'written');
  scene.reply(again, { type: 'ack', room: 'general', seq: 4, timestamp });
  scene.server(message(4, 3, { sender: 'alice', content: 'written', id: `S2-${again.id}` }));
  assert.equal(scene.asks('send').content, 'not written');
  assert.deepEqual(shown(scene.room).slice(1), ['message 3', 'written', 'not written (pending)']);
});

test('a refused token: until all that was missed is there, nothing is sent', () => {
  const { scene, copy } = losesItsKey();
  scene.enter([message(2, 1)], { more: true, last: 4 });
  const ask = scene.asks('history');
  const messages = [message(3, 2), copy(4, 3)];
  scene.reply(ask, { type: 'history', room: 'general', messages, more: false });
  assert.equal(scene.asks('send').content, 'not written');
});

test('a refused token, and another log: what the new one has not got is sent', () => {
  const { scene } = losesItsKey();
  scene.reply(scene.asks('join'), joined('general', [], { last: 0 }));
  scene.enter([]);
  assert.equal(scene.asks('send').content, 'written');
});

test('what may have been sent, and cannot be looked up, fails and says so', () => {
  const why = 'The connection was lost: this may have been sent, or not.';
  const { scene, copy } = losesItsKey();
  scene.refuse(scene.asks('join'), 'forbidden');
  assert.deepEqual(shown(scene.room).slice(2), [
    `written (failed: ${why})`,
    'not written (failed: It is forbidden.)',
  ]);
  scene.client.show('general');
  scene.reply(scene.asks('join'), joined('general', [copy(2, 1)]));
  assert.ok(!shown(scene.room).includes(`written (failed: ${why})`), 'its copy takes its place');
});

test('another log is read back to see whether a message is in it, and only so far', () => {
  const { scene } = losesItsKey();
  scene.reply(scene.asks('join'), joined('general', [message(9_000, 0)]));
  scene.enter([message(9_000, 8_999)], { more: true });
  const older = scene.asks('history');
  assert.equal(older.before, 9_000);
  const page = Array.from({ length: 2_000 }, (_, index) => message(7_000 + index, 6_999 + index));
  scene.reply(older, { type: 'history', room: 'general', messages: page, more: true });
  assert.match(shown(scene.room).join(), /written \(failed: The connection was lost/);
});

test('a message acknowledged in a session that is gone is one row with its copy', () => {
  const scene = Scene.live([message(1, 0)]);
  scene.client.submit('written');
  const send = scene.asks('send');
  scene.reply(send, { type: 'ack', room: 'general', seq: 2, timestamp });
  scene.cut();
  scene.pair.end.accept();
  scene.refuse(scene.asks('hello'), 'auth-failed');
  scene.greet('alice', 'S2', 'T2');
  const own = { sender: 'alice', content: 'written', id: `S1-${send.id}` };
  scene.enter([message(2, 1, own)]);
  assert.deepEqual(shown(scene.room), ['message 1', 'written']);
});

test('a name that is taken: it takes the suggestion, and says so', () => {
  const scene = new Scene();
  scene.pair.end.accept();
  scene.refuse(scene.asks('hello'), 'name-taken', { suggestion: 'alice-2' });
  assert.equal(scene.greet('alice-2').name, 'alice-2');
  assert.deepEqual(scene.notices, ['alice is taken: you are alice-2 for now. /name changes it.']);
  assert.equal(scene.client.getState().me.name, 'alice-2');
});

test('a name lost while one was away: the session goes on under the suggestion', () => {
  const scene = Scene.live();
  scene.cut();
  scene.pair.end.accept();
  scene.refuse(scene.asks('hello'), 'name-taken', { suggestion: 'alice-2' });
  const hello = scene.greet('alice-2');
  assert.deepEqual([hello.token, hello.name], ['T1', 'alice-2']);
  assert.equal(scene.client.getState().me.name, 'alice-2');
});

test('a server that refuses every hello is tried again later, not at once for ever', () => {
  const scene = new Scene();
  scene.pair.end.accept();
  for (let tries = 0; tries < 5; tries += 1) {
    scene.refuse(scene.asks('hello'), 'name-taken', { suggestion: 'alice-2' });
  }
  assert.equal(scene.status, 'waiting');
});

test('a hello refused for good ends it, with the reason', () => {
  const scene = new Scene();
  scene.pair.end.accept();
  scene.refuse(scene.asks('hello'), 'unsupported-version');
  const { connection, isEnded } = scene.client.getState();
  assert.deepEqual([connection.status, connection.why], ['offline', 'It is unsupported-version.']);
  assert.equal(isEnded, true);
});

test('a link that ends for good is not made again by itself, but when the person asks', () => {
  const scene = Scene.live();
  scene.pair.end.close('Its certificate has changed.', true);
  const { connection, isEnded } = scene.client.getState();
  assert.equal(isEnded, true);
  assert.equal(connection.why, 'Its certificate has changed.');
  scene.clock.advance(1_000_000);
  assert.equal(scene.pair.ends.length, 1);
  scene.client.reconnect();
  assert.equal(scene.pair.ends.length, 2);
});

test('no room on the server: an error without an id instead of a welcome is tried again later', () => {
  const scene = new Scene();
  scene.pair.end.accept();
  scene.server({ type: 'error', code: 'too-many', message: 'Full.', retryAfterMs: 9_000 });
  assert.equal(scene.status, 'waiting');
  const { retryAt = 0, why } = scene.client.getState().connection;
  assert.equal(why, 'Full.');
  assert.equal(retryAt - scene.clock.now(), 9_000);
});

test('a gap by prev is filled by history, and live messages keep their place', () => {
  const scene = Scene.live([message(1, 0)]);
  scene.server(message(9, 7));
  const ask = scene.asks('history');
  assert.deepEqual([ask.after, ask.limit], [1, 500]);
  scene.server(message(10, 9));
  assert.deepEqual(shown(scene.room), ['message 1']);
  assert.deepEqual(scene.said(), [], 'it asks once');
  const page = [message(3, 1), message(7, 3)];
  scene.reply(ask, { type: 'history', room: 'general', messages: page, more: true });
  assert.deepEqual(
    shown(scene.room),
    [1, 3, 7, 9, 10].map((seq) => `message ${seq}`),
  );
  assert.deepEqual(scene.said(), [], 'nothing is missing any more');
});

test('a long absence is fetched page by page until nothing is missing', () => {
  const scene = Scene.live([message(1, 0)]);
  scene.cut();
  scene.greet();
  scene.enter([message(2, 1)], { more: true, last: 1_002 });
  for (let from = 3; from <= 1_002; from += 500) {
    const ask = scene.asks('history');
    assert.equal(ask.after, from - 1);
    const messages = Array.from({ length: 500 }, (_, index) =>
      message(from + index, from + index - 1),
    );
    scene.reply(ask, { type: 'history', room: 'general', messages, more: from < 503 });
  }
  assert.deepEqual(scene.said(), []);
  assert.equal(scene.room.timeline.items.length, 1_002);
  assert.equal(scene.room.timeline.newest, 1_002);
});

test('a known message is ignored', () => {
  const scene = Scene.live([message(1, 0)]);
  scene.server(message(1, 0), message(2, 1), message(2, 1), message(1, 0));
  assert.deepEqual(shown(scene.room), ['message 1', 'message 2']);
  assert.deepEqual(scene.said(), []);
});

test('a hole that the server cannot fill is asked for a few times, then closed', () => {
  const scene = Scene.live([message(1, 0)]);
  scene.server(message(9, 7));
  let asked = 0;
  for (let turn = 0; turn < 40; turn += 1) {
    for (const ask of scene.said()) {
      asked += 1;
      scene.reply(ask, { type: 'history', room: 'general', messages: [], more: false });
    }
    scene.clock.advance(500);
  }
  assert.equal(asked, 4);
  assert.deepEqual(shown(scene.room), ['message 1', 'message 9']);
});

test('a server that lost its log: the room begins anew, and says so', () => {
  const scene = Scene.live([message(40, 0), message(41, 40)]);
  scene.cut();
  scene.greet();
  const join = scene.asks('join');
  scene.reply(join, joined('general', [], { last: 3 }));
  const anew = scene.enter([message(2, 0), message(3, 2)]);
  assert.equal(anew.since, undefined);
  assert.deepEqual(shown(scene.room).slice(0, 2), ['message 2', 'message 3']);
  assert.match(scene.notices.join(), /not the one from before/);
  scene.server(message(4, 3));
  assert.deepEqual(scene.said(), []);
});

test('a log that has other messages in the place of those held counts as another log too', () => {
  const scene = Scene.live([message(40, 0), message(41, 40)]);
  scene.server(message(50, 40));
  const anew = scene.enter([message(40, 0), message(50, 40)]);
  assert.equal(anew.since, undefined);
  assert.deepEqual(shown(scene.room).slice(0, 2), ['message 40', 'message 50']);
});

test('older messages come a page at a time, once for each question', () => {
  const scene = Scene.live([message(50, 49)]);
  scene.client.loadOlder('general');
  scene.client.loadOlder('general');
  const ask = scene.asks('history');
  assert.deepEqual([ask.before, ask.limit], [50, 100]);
  assert.equal(scene.room.isLoadingOlder, true);
  const messages = [message(48, 0), message(49, 48)];
  scene.reply(ask, { type: 'history', room: 'general', messages, more: false });
  assert.deepEqual(shown(scene.room), ['message 48', 'message 49', 'message 50']);
  assert.equal(scene.room.timeline.hasOlder, false);
  scene.client.loadOlder('general');
  assert.deepEqual(scene.said(), []);
});

test('pings measure the latency, and the server’s pings are answered', () => {
  const scene = Scene.live();
  const ping = scene.pair.end.received.map((line) => JSON.parse(line)).find(isPing);
  scene.clock.advance(12);
  scene.server({ type: 'pong', timestamp: ping.timestamp });
  assert.equal(scene.client.getState().connection.latencyMs, 12);
});

test('90 seconds without a sign of life: the connection counts as lost', () => {
  const scene = Scene.live();
  scene.clock.advance(80_000);
  scene.server({ type: 'ping' });
  scene.clock.advance(85_000);
  assert.equal(scene.status, 'live');
  scene.clock.advance(6_000);
  assert.notEqual(scene.status, 'live');
  assert.equal(scene.pair.ends[0]?.isOpen, false);
  assert.equal(scene.pair.ends.length, 2);
});

test('a machine that slept comes back as soon as it wakes', () => {
  const scene = Scene.live();
  scene.clock.sleep(3_600_000);
  scene.clock.advance(6_000);
  assert.equal(scene.pair.ends.length, 2);
});

test('a host that does not answer is given up after ten seconds', () => {
  const scene = new Scene();
  scene.clock.advance(10_000);
  assert.equal(scene.status, 'waiting');
  assert.equal(scene.client.getState().connection.why, 'memory does not answer.');
});

test('a bye that says so is followed by a return; another one ends it, in words', () => {
  const scene = Scene.live();
  scene.server({ type: 'bye', reason: 'shutting-down', reconnect: true });
  assert.equal(scene.status, 'waiting');
  scene.clock.advance(600);
  scene.greet();
  scene.enter();
  scene.server({ type: 'bye', reason: 'replaced', reconnect: false });
  const { connection, isEnded } = scene.client.getState();
  assert.equal(connection.status, 'offline');
  assert.equal(connection.why, 'This session was opened somewhere else.');
  assert.equal(isEnded, true);
  scene.clock.advance(100_000);
  assert.equal(scene.pair.ends.length, 2);
  scene.client.reconnect();
  assert.equal(scene.client.getState().isEnded, false);
  assert.equal(scene.pair.ends.length, 3);
});

test('a link that was given up is not heard any more', () => {
  const scene = Scene.live();
  scene.pair.ends[0]?.sendObjects({ type: 'bye', reason: 'idle', reconnect: true });
  scene.clock.advance(600);
  const [old] = scene.pair.ends;
  if (old) old.isOpen = true;
  old?.sendObjects(message(1, 0));
  old?.close();
  assert.equal(scene.status, 'connecting');
  assert.deepEqual(shown(scene.room), []);
});

test('what comes into another room is unread, and what names one is a mention', () => {
  const scene = Scene.live();
  scene.client.show('ops');
  scene.enter();
  scene.server(
    message(1, 0),
    message(2, 1, { content: 'ask Alice!' }),
    message(3, 2, { content: 'malice' }),
    message(4, 3, { sender: 'alice', content: 'alice here, from elsewhere' }),
  );
  assert.deepEqual([scene.room.unread, scene.room.mentions], [3, 1]);
  assert.deepEqual(scene.room.mark, { after: 0, count: 3 });
  scene.client.show('general');
  assert.deepEqual([scene.room.unread, scene.room.mentions], [0, 0]);
  assert.deepEqual(scene.room.mark, { after: 0, count: 3 }, 'the mark stays to be seen');
  assert.equal(scene.room.lastRead, 4);
  scene.client.submit('I am here');
  assert.equal(scene.room.mark, undefined);
});

test('with the screen out of sight, the current room counts as well', () => {
  const scene = Scene.live();
  scene.client.setLooking(false);
  scene.server(message(1, 0));
  assert.equal(scene.room.unread, 1);
  scene.client.setLooking(true);
  assert.equal(scene.room.unread, 0);
  assert.deepEqual(scene.room.mark, { after: 0, count: 1 });
});

test('what was missed during a loss is unread in other rooms', () => {
  const scene = Scene.live([message(1, 0)]);
  scene.client.show('ops');
  scene.enter();
  scene.cut();
  scene.greet();
  const [general] = scene.said();
  assert.equal(general?.room, 'general');
  if (general) scene.reply(general, joined('general', [message(2, 1), message(3, 2)]));
  assert.equal(scene.room.unread, 2);
});

test('a direct message opens its room by itself, and joins it for what was before', () => {
  const scene = Scene.live();
  const direct = { room: '@alice+bob', content: 'psst' };
  scene.server(message(9, 4, direct));
  const join = scene.asks('join');
  assert.equal(join.room, '@alice+bob');
  scene.reply(
    join,
    joined('@alice+bob', [message(4, 0, { ...direct, content: 'before' }), message(9, 4, direct)]),
  );
  const room = scene.roomNamed('@alice+bob');
  assert.deepEqual(shown(room), ['before', 'psst']);
  assert.deepEqual([room.unread, room.mentions], [1, 1]);
  assert.equal(scene.client.getState().current, 'general');
});

test('a message of a room that is none of one’s own is ignored', () => {
  const scene = Scene.live();
  scene.server(message(1, 0, { room: 'elsewhere' }), message(2, 0, { room: '@bob+carol' }));
  assert.deepEqual([...scene.client.getState().rooms.keys()], ['general']);
});

test('a room that cannot be joined says why, and what waits for it fails', () => {
  const scene = Scene.live();
  scene.client.show('secret');
  scene.client.submit('let me in');
  scene.refuse(scene.asks('join'), 'forbidden');
  assert.deepEqual(shown(scene.roomNamed('secret')), [
    '[It is forbidden.]',
    'let me in (failed: It is forbidden.)',
  ]);
  assert.equal(scene.client.submit('again'), false);
  scene.client.show('secret');
  assert.equal(scene.asks('join').room, 'secret', 'shown again, it is tried again');
});

test('a join refused for now is asked again later', () => {
  const scene = new Scene();
  scene.greet();
  scene.refuse(scene.asks('join'), 'rate-limited', { retryAfterMs: 300 });
  scene.clock.advance(299);
  assert.deepEqual(scene.said(), []);
  scene.clock.advance(1);
  scene.enter();
  assert.equal(scene.room.isJoined, true);
});

test('who was put out of a room is not in it, knows why, and does not come back by himself', () => {
  const scene = Scene.live();
  scene.server({ type: 'kicked', room: 'general', by: 'bob', reason: 'spam' });
  assert.equal(scene.room.isJoined, false);
  assert.deepEqual(scene.notices, ['bob put you out of #general: spam']);
  assert.deepEqual(scene.said(), []);
});

test('people come, go, are away and rename themselves', () => {
  const scene = Scene.live();
  const presence = { type: 'presence', room: 'general' };
  scene.server(
    { ...presence, name: 'Carol', state: 'joined', count: 3 },
    { ...presence, name: 'bob', state: 'away', count: 3 },
    { ...presence, name: 'dave', state: 'joined', count: 4 },
    { ...presence, name: 'bob', state: 'left', count: 3 },
    { type: 'renamed', from: 'Carol', name: 'caro' },
    { type: 'count', room: 'general', count: 700 },
  );
  assert.deepEqual(
    scene.room.members.map(({ name }) => name),
    ['alice', 'caro', 'dave'],
  );
  assert.equal(scene.room.count, 700);
  assert.deepEqual(scene.notices, ['Carol and dave joined, bob left', 'Carol is caro now.']);
});

const came = { type: 'presence', room: 'general', state: 'joined', count: 3 };
const went = { ...came, state: 'left', count: 2 };

test('programs come and go without a line, and stand after people', () => {
  const scene = Scene.live();
  const ci = { name: 'ci', bot: true };
  scene.server({ ...came, ...ci }, { ...came, name: 'dave', count: 4 });
  scene.server({ ...came, ...ci, state: 'away' });
  const { members, count } = scene.room;
  assert.deepEqual(
    members.map(({ name, bot }) => [name, bot]),
    [
      ['alice', undefined],
      ['bob', undefined],
      ['dave', undefined],
      ['ci', true],
    ],
  );
  assert.equal(count, 3);
  scene.server({ ...went, ...ci });
  assert.deepEqual(scene.notices, ['dave joined']);
  assert.equal(scene.room.members.length, 3);
});

test('a person who comes where only their program was has come, and goes when it alone stays', () => {
  const scene = Scene.live();
  scene.server({ ...came, name: 'ann', bot: true });
  scene.server({ ...came, name: 'ann', state: 'online' });
  assert.deepEqual(scene.notices, ['ann joined']);
  assert.deepEqual(
    scene.room.members.map(({ name, bot }) => [name, bot]),
    [
      ['alice', undefined],
      ['ann', undefined],
      ['bob', undefined],
    ],
  );
  scene.server({ ...came, name: 'bob', state: 'online', bot: true });
  scene.server({ ...went, name: 'bob', bot: true });
  assert.deepEqual(scene.notices, ['ann joined, bob left']);
});

test('after a restart nobody is told who came back', () => {
  const scene = Scene.live();
  scene.cut();
  scene.greet();
  scene.enter([], { count: 1, members: [member('alice')] });
  scene.server({ ...came, name: 'bob', count: 2 }, { ...came, name: 'carol' });
  assert.deepEqual(scene.notices, ['carol joined'], 'bob was there before');
  assert.deepEqual(
    scene.room.members.map(({ name }) => name),
    ['alice', 'bob', 'carol'],
  );
});

test('who comes back a minute after the others has been away', () => {
  const scene = Scene.live();
  scene.cut();
  scene.greet();
  scene.enter([], { count: 1, members: [member('alice')] });
  scene.clock.advance(61_000);
  scene.server({ ...came, name: 'bob' });
  assert.deepEqual(scene.notices, ['bob joined']);
});

test('a line about who left at once goes when they are back', () => {
  const scene = Scene.live();
  scene.server({ ...went, name: 'bob' });
  assert.deepEqual(scene.notices, ['bob left']);
  scene.server({ ...came, name: 'bob' });
  assert.deepEqual(scene.notices, []);
  scene.server({ ...came, name: 'carol' }, { ...went, name: 'carol' }, { ...came, name: 'dave' });
  assert.deepEqual(scene.notices, ['dave joined']);
});

test('in a direct room it is no news that the other one looked in', () => {
  const scene = Scene.live();
  scene.client.submit('/msg bob');
  scene.enter();
  scene.server({ ...came, room: '@alice+bob', name: 'bob' });
  assert.deepEqual(scene.notices, []);
});

test('the same mistake three times is told in one line', () => {
  const scene = Scene.live();
  for (const _ of '123') scene.client.submit('/hlep');
  assert.equal(scene.notices.length, 1);
});

test('an idle client is idle: looking again and again changes nothing', () => {
  const scene = Scene.live();
  const before = scene.client.getState();
  scene.client.setLooking(true);
  assert.equal(scene.client.getState(), before);
});

test('who is typing is forgotten after six seconds, or when the message is there', () => {
  const scene = Scene.live();
  scene.server({ type: 'typing', room: 'general', name: 'bob' });
  scene.clock.advance(3_000);
  scene.server({ type: 'typing', room: 'general', name: 'carol' });
  assert.deepEqual(scene.room.typing, ['bob', 'carol']);
  scene.clock.advance(4_000);
  assert.deepEqual(scene.room.typing, ['carol']);
  scene.server(message(1, 0, { sender: 'carol' }));
  assert.deepEqual(scene.room.typing, []);
});

test('typing is told at most every three seconds', () => {
  const scene = Scene.live();
  for (let key = 0; key < 10; key += 1) {
    scene.client.typing('general');
    scene.clock.advance(500);
  }
  assert.equal(scene.said().length, 2);
});

test('a new name: the direct rooms of the old one stay to be read', () => {
  const scene = Scene.live();
  scene.client.submit('/msg bob hi');
  scene.enter();
  const direct = '@alice+bob';
  scene.reply(scene.asks('send'), { type: 'ack', room: direct, seq: 1, timestamp });
  scene.server(message(1, 0, { room: direct, sender: 'alice', content: 'hi' }));
  scene.client.submit('/name Alicia');
  scene.reply(scene.asks('name'), { type: 'named', name: 'Alicia', token: 'T2' });
  assert.equal(scene.client.getState().me.name, 'Alicia');
  assert.equal(scene.client.submit('still there?'), false);
  assert.match(scene.notices.at(-1) ?? '', /You were alice here: go on with \/msg bob/);
  assert.equal(scene.roomNamed(direct).formerly, 'alice', 'so it can still be called bob');
  scene.cut();
  assert.equal(scene.greet('Alicia').token, 'T2', 'the token that goes with the name');
  assert.equal(scene.asks('join').room, 'general', 'and the old room is not joined');
});

test('leaving a room forgets it; the last one stays', () => {
  const scene = Scene.live();
  scene.client.submit('/leave');
  assert.deepEqual(scene.said(), []);
  assert.match(scene.notices[0] ?? '', /your only room/);
  scene.client.submit('/join #Ops');
  scene.enter();
  assert.equal(scene.client.getState().current, 'ops');
  scene.client.submit('/leave');
  assert.equal(scene.asks('leave').room, 'ops');
  assert.deepEqual([...scene.client.getState().rooms.keys()], ['general']);
  assert.equal(scene.client.getState().current, 'general');
});

test('a room left before its join was answered, and entered again, is a room as any other', () => {
  const scene = Scene.live();
  scene.client.show('ops');
  scene.client.submit('/leave');
  scene.client.show('ops');
  const [first, leave, second] = scene.said();
  assert.deepEqual([first?.type, leave?.type, second?.type], ['join', 'leave', 'join']);
  if (first) scene.reply(first, joined('ops', [message(1, 0, { room: 'ops' })]));
  if (leave) scene.reply(leave, { type: 'left', room: 'ops' });
  if (second) scene.reply(second, joined('ops', [message(1, 0, { room: 'ops' })]));
  assert.deepEqual(shown(scene.roomNamed('ops')), ['message 1']);
  assert.deepEqual(scene.said(), []);
});

test('the commands ask the server, and their answers appear where they were typed', () => {
  const scene = Scene.live();
  scene.client.submit('/rooms o');
  const ask = scene.asks('rooms');
  assert.equal(ask.prefix, 'o');
  const rooms = [{ name: 'ops', topic: 'deploys', count: 3 }];
  scene.reply(ask, { type: 'rooms', rooms, more: false });
  scene.client.submit('/users');
  const members = [member('alice'), member('bob', 'away'), { ...member('ci', 'away'), bot: true }];
  const reply = { type: 'members', room: 'general', members, count: 900, more: true };
  scene.reply(scene.asks('members'), reply);
  scene.client.submit('/whois nobody');
  scene.refuse(scene.asks('whois'), 'no-such-user');
  assert.deepEqual(scene.notices, [
    '#ops, 3 people: deploys',
    '900 people in #general: alice, bob (away), ci (bot, away), and 897 more',
    'It is no-such-user.',
  ]);
});

test('/me, /topic and /away say what they mean on the wire', () => {
  const scene = Scene.live();
  scene.client.submit('/me waves');
  const action = scene.asks('send');
  assert.deepEqual([action.kind, action.content], ['action', 'waves']);
  scene.reply(action, { type: 'ack', room: 'general', seq: 1, timestamp });
  scene.client.submit('/topic release week');
  const topic = scene.asks('send');
  assert.deepEqual([topic.kind, topic.content], ['topic', 'release week']);
  scene.reply(topic, { type: 'ack', room: 'general', seq: 2, timestamp });
  scene.server(message(1, 0), message(2, 1, { kind: 'topic', content: 'release week' }));
  assert.equal(scene.room.topic, 'release week');
  scene.client.submit('/away lunch');
  const away = scene.asks('status');
  assert.deepEqual([away.status, away.text], ['away', 'lunch']);
  scene.cut();
  scene.greet();
  assert.equal(scene.said().find(({ type }) => type === 'status')?.status, 'away');
});

test('/edit, /delete, /react and /reply name the message that they are about', () => {
  const scene = Scene.live([
    message(1, 0, { sender: 'alice', content: 'teh end', id: 'S1-a' }),
    message(2, 1, { content: 'what?' }),
    message(3, 2, { sender: 'Alice', kind: 'action', id: 'S1-b' }),
    message(4, 3, { kind: 'topic' }),
  ]);
  let seq = 4;
  const typed = (text: string) => {
    scene.client.submit(text);
    const { kind, target, content, ...send } = scene.asks('send');
    seq += 1;
    scene.reply(send, { type: 'ack', room: 'general', seq, timestamp });
    const fields = { kind, target, content } as Partial<Message>;
    scene.server(message(seq, seq - 1, { ...fields, sender: 'alice', id: `S1-${send.id}` }));
    assert.deepEqual(scene.room.pending, []);
    return [kind, target, content];
  };
  assert.deepEqual(typed('/edit ^2 the end'), ['edit', 1, 'the end']);
  assert.deepEqual(typed('/react ^2 :+1:'), ['reaction', 2, '👍']);
  assert.deepEqual(typed('/react ^2 👍'), ['delete', 6, ''], 'the same again takes it back');
  assert.deepEqual(typed('/delete'), ['delete', 3, '']);
  assert.deepEqual(typed('/edit the very end'), ['edit', 1, 'the very end']);
  assert.deepEqual(typed('/reply the end'), [undefined, 2, 'the end']);
  assert.equal(scene.room.timeline.fold.get(1)?.edit?.content, 'the very end');
  assert.equal(scene.room.timeline.items.length, 5, 'and only the reply is a row');
});

test('what was said under one’s name in another session is not one’s own to change', () => {
  const scene = Scene.live([message(1, 0, { sender: 'alice', id: 'S0-a' })]);
  scene.server(message(2, 1, { kind: 'reaction', content: '👍', sender: 'alice', target: 1 }));
  scene.client.submit('/delete');
  assert.deepEqual(scene.notices, ['There is no message of yours to change here.']);
  scene.client.submit('/react 👍');
  assert.equal(scene.asks('send').kind, 'reaction', 'nor is a reaction one’s own to take back');
});

test('where there is no such message, a sentence says so, and nothing is sent', () => {
  const scene = Scene.live([message(1, 0)]);
  scene.client.submit('/edit x');
  scene.client.submit('/react ^2 👍');
  scene.client.submit('/react xyzzy');
  assert.deepEqual(scene.notices, [
    'There is no message of yours to change here.',
    'There is no message here so far back.',
    'A reaction is one character or emoji. A short name such as :+1: or :tada: will do.',
  ]);
  assert.deepEqual(scene.said(), []);
  scene.client.submit('not there yet');
  scene.client.submit('/edit x');
  assert.match(scene.notices.at(-1) ?? '', /not sent yet/);
});

test('alone in a room, the one before the last is no farther back than the last', () => {
  const scene = Scene.live([message(1, 0, { sender: 'alice' })]);
  for (const text of ['/reply hi', '/reply ^2 hi']) {
    scene.client.submit(text);
    assert.equal(scene.notices.at(-1), 'There is no message of somebody else here.');
  }
});

test('without a connection a reaction waits as a message does, and is given once', () => {
  const scene = Scene.live([message(1, 0)]);
  scene.pair.end.close();
  scene.client.submit('/react 👍');
  scene.client.submit('/react 👍');
  assert.deepEqual(shown(scene.room), ['message 1', '👍 (pending)']);
});

test('edits, deletions and reactions are neither unread nor mentions', () => {
  const scene = Scene.live([message(1, 0)]);
  scene.client.setLooking(false);
  scene.server(
    message(2, 1, { kind: 'edit', content: 'alice!', target: 1 }),
    message(3, 2, { kind: 'reaction', content: '👍', target: 1 }),
    message(4, 3, { kind: 'delete', content: '', target: 1 }),
  );
  assert.deepEqual([scene.room.unread, scene.room.mentions, scene.room.mark], [0, 0, undefined]);
});

test('a page brings what became of its messages later', () => {
  const change = (seq: number, fields: Partial<Message>) => message(seq, seq - 1, fields);
  const scene = new Scene();
  scene.greet();
  scene.enter([message(8, 7)], {
    changes: [change(11, { kind: 'reaction', content: '👍', target: 8 })],
    last: 8,
  });
  scene.client.loadOlder('general');
  scene.reply(scene.asks('history'), {
    type: 'history',
    room: 'general',
    messages: [message(7, 0)],
    changes: [change(12, { kind: 'edit', content: 'better', target: 7 })],
    more: false,
  });
  const { fold } = scene.room.timeline;
  assert.deepEqual([fold.get(8)?.reactions.length, fold.get(7)?.edit?.content], [1, 'better']);
  assert.equal(scene.room.timeline.newest, 8, 'they are no part of the chain');
});

test('a text that is too long or holds control characters is left to be corrected', () => {
  const scene = Scene.live();
  assert.equal(scene.client.submit('x'.repeat(4_001)), false);
  assert.equal(scene.client.submit('a\u001bb'), false);
  assert.equal(scene.client.submit('   '), true, 'nothing to say is no mistake');
  assert.deepEqual(scene.said(), []);
  assert.equal(scene.notices.length, 2);
  assert.deepEqual(scene.room.pending, []);
});

test('more messages than the outbox holds fail at once, and say so', () => {
  const scene = new Scene();
  for (let count = 0; count < 1_001; count += 1) scene.client.send('general', `text ${count}`);
  assert.equal(scene.room.pending.length, 1_000);
  assert.match(shown(scene.room)[0] ?? '', /^text 1000 \(failed: Too many/);
});

test('stop waits for what is pending, then closes', async () => {
  const scene = Scene.live();
  scene.client.submit('last words');
  let isOver = false;
  const stopped = scene.client.stop().then(() => {
    isOver = true;
  });
  await Promise.resolve();
  assert.equal(isOver, false);
  scene.reply(scene.asks('send'), { type: 'ack', room: 'general', seq: 1, timestamp });
  await stopped;
  assert.equal(scene.pair.end.isOpen, false);
  assert.equal(scene.client.getState().isEnded, true);
  assert.equal(scene.clock.size, 0, 'no timer is left behind');
});

test('stop does not wait for ever', async () => {
  const scene = new Scene();
  scene.client.submit('never sent');
  const stopped = scene.client.stop();
  scene.clock.advance(2_000);
  await stopped;
  assert.equal(scene.status, 'offline');
  assert.equal(scene.clock.size, 0);
});

test('the state is the same object while nothing happens, and listeners hear once a read', () => {
  const scene = Scene.live();
  const before = scene.client.getState();
  scene.server({ type: 'unheard-of' }, message(1, 0, { room: 'elsewhere' }));
  assert.equal(scene.client.getState(), before);
  let heard = 0;
  const unsubscribe = scene.client.subscribe(() => {
    heard += 1;
  });
  scene.server(message(1, 0), message(2, 1), message(3, 2));
  assert.equal(heard, 1);
  unsubscribe();
  scene.server(message(4, 3));
  assert.equal(heard, 1);
});

test('the debug view sees every line of both directions', () => {
  const wire: string[] = [];
  const scene = new Scene({ onWire: (direction, line) => wire.push(`${direction} ${line}`) });
  scene.greet();
  assert.match(wire[0] ?? '', /^out \{"type":"hello".*\}$/);
  assert.match(wire[1] ?? '', /^in \{"type":"welcome".*\}$/);
});

function isPing({ type }: { type: string }): boolean {
  return type === 'ping';
}

test('of a room whose newest are looked at memory holds those; who reads back keeps what is there', () => {
  const held = (isLooking: boolean): number => {
    const scene = Scene.live();
    scene.client.setLooking(isLooking);
    for (let seq = 1; seq <= 30_000; seq += 1) scene.server(message(seq, seq - 1));
    return scene.client.getState().rooms.get('general')?.timeline.items.length ?? 0;
  };
  assert.equal(held(true) <= 25_000, true);
  assert.equal(held(false), 30_000);
});

test('a page that was asked for before the oldest were dropped leaves no hole: it is asked for again', () => {
  const scene = Scene.live([message(101, 100)]);
  scene.client.loadOlder('general');
  const ask = scene.asks('history');
  for (let seq = 102; seq <= 26_000; seq += 1) scene.server(message(seq, seq - 1));
  const { oldest = 0 } = scene.room.timeline;
  assert.equal(oldest > 101, true);
  const messages = [message(99, 98), message(100, 99)];
  scene.reply(ask, { type: 'history', room: 'general', messages, more: true });
  assert.equal(scene.room.timeline.items.at(0)?.type, 'message');
  assert.deepEqual(
    [scene.room.timeline.oldest, scene.room.timeline.items.length],
    [oldest, 26_001 - oldest],
  );
  scene.client.loadOlder('general');
  assert.equal(scene.asks('history').before, oldest);
});
