// Going to a time, to the first message, to what is unread: found by the server, then visited.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRowMaker } from '../../src/sdk/rows.ts';
import type { Message } from '../../src/sdk/state.ts';
import { unreadPlace } from '../../src/sdk/unread.ts';
import { shownIn } from '../../src/sdk/visit.ts';
import { message, Scene } from './scene.ts';

const log = (from: number, to: number, fields: Partial<Message> = {}): Message[] =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    message(from + index, from + index - 1, fields),
  );

const history = (messages: readonly Message[], more = true) => ({
  type: 'history',
  room: 'general',
  messages,
  more,
});

/** Of 100 messages the newest 5 are held. */
const live = () => Scene.live(log(96, 100));

/** What the screen shows, in words; what is marked has an arrow. */
function screen(scene: Scene): string[] {
  const state = scene.client.getState();
  const room = shownIn(state);
  assert.ok(room);
  const rows = createRowMaker(() => 0)(room, state.me);
  return Array.from({ length: rows.length }, (_, index) => {
    const row = rows.at(index);
    const day = row?.day === undefined ? '' : `${row.day} `;
    return `${day}${row?.isHit ? '► ' : ''}${row?.text}`;
  });
}

test('/goto a day marks the first message of that day or later', () => {
  const scene = live();
  scene.client.submit('/goto 18 Nov');
  const ask = scene.asks('history');
  assert.deepEqual([ask.room, ask.at], ['general', '2026-11-18T00:00:00.000Z']);
  scene.reply(ask, history(log(40, 59)));
  const older = scene.asks('history');
  assert.equal(older.before, 41);
  scene.reply(older, history(log(39, 40)));
  scene.reply(scene.asks('history'), history(log(41, 42)));
  assert.deepEqual(screen(scene), [
    '2026-11-20 message 39',
    '► message 40',
    'message 41',
    'message 42',
  ]);
});

test('a day is that of the clock on the wall', () => {
  const scene = Scene.live([], { offset: () => 120 });
  scene.client.submit('/goto yesterday 9:00');
  assert.equal(scene.asks('history').at, '2026-11-19T07:00:00.000Z');
});

test('what changes another message is passed over, as it is no line of its own', () => {
  const scene = live();
  scene.client.goToTime('#General', Date.parse('2026-11-18T00:00Z'));
  const like = { kind: 'reaction', content: '👍', target: 1 } as const;
  scene.reply(scene.asks('history'), history(log(40, 42, like)));
  const further = scene.asks('history');
  assert.deepEqual([further.after, further.at], [42, undefined]);
  scene.reply(further, history([...log(43, 43, like), ...log(44, 45)]));
  assert.equal(scene.client.getState().visit?.seq, 44);
});

test('before the first message, a line over it says when it was', () => {
  const scene = live();
  scene.client.submit('/goto 2020-01-01');
  const timestamp = '2026-11-02T09:00:00.000Z';
  scene.reply(scene.asks('history'), history(log(1, 20, { timestamp })));
  scene.reply(scene.asks('history'), history(log(1, 1, { timestamp }), false));
  scene.reply(scene.asks('history'), history(log(2, 2, { timestamp })));
  assert.deepEqual(screen(scene), [
    '2026-11-02 The first message here is of Monday 2 November 2026.',
    '► message 1',
    'message 2',
  ]);
});

test('/goto first asks for what was said first', () => {
  const scene = live();
  scene.client.submit('/goto first');
  assert.equal(scene.asks('history').at, '1970-01-01T00:00:00.000Z');
});

test('where nothing was said since, one is told so, and is at the end', () => {
  const scene = live();
  scene.client.submit('/goto 2026-11-20 11:00');
  scene.reply(scene.asks('history'), history([], false));
  assert.equal(
    scene.notices.at(-1),
    'Nothing was said in #general since Friday 20 November 2026, 11:00.',
  );
  const { visit, quest } = scene.client.getState();
  assert.deepEqual([visit, quest], [undefined, undefined]);
});

test('an answer that comes too late, after one went elsewhere, moves nothing', () => {
  const scene = live();
  scene.client.submit('/goto yesterday');
  const first = scene.asks('history');
  scene.client.submit('/goto today');
  const second = scene.asks('history');
  scene.reply(first, history(log(10, 20)));
  assert.equal(scene.client.getState().visit, undefined);
  scene.reply(second, history(log(50, 60)));
  assert.equal(scene.client.getState().visit?.seq, 50);
});

test('who looks at another room meanwhile stays there', () => {
  const scene = live();
  scene.client.submit('/goto yesterday');
  const ask = scene.asks('history');
  scene.client.show('ops');
  scene.said();
  scene.reply(ask, history(log(10, 20)));
  const { current, visit, quest } = scene.client.getState();
  assert.deepEqual([current, visit, quest], ['ops', undefined, undefined]);
});

test('what was sought when the link broke is asked for again, once', () => {
  const scene = live();
  scene.client.submit('/goto yesterday');
  scene.asks('history');
  scene.cut();
  scene.greet();
  scene.enter([], { last: 100 });
  assert.equal(scene.asks('history').at, '2026-11-19T00:00:00.000Z');
});

test('a room that cannot be joined ends the search in it', () => {
  const scene = live();
  scene.client.goToTime('ops', 0);
  scene.refuse(scene.asks('join'), 'forbidden');
  assert.equal(scene.client.getState().quest, undefined);
});

test('a refusal is told; one that passes is waited for', () => {
  const scene = live();
  scene.client.submit('/goto yesterday');
  scene.refuse(scene.asks('history'), 'rate-limited', { retryAfterMs: 500 });
  assert.deepEqual(scene.said(), []);
  scene.clock.advance(500);
  scene.refuse(scene.asks('history'), 'bad-request');
  assert.equal(scene.notices.at(-1), 'It is bad-request.');
  assert.equal(scene.client.getState().quest, undefined);
});

test('/goto what is no place says what would be one; a number needs a search', () => {
  const scene = live();
  scene.client.submit('/goto soon');
  assert.match(scene.notices.at(-1) ?? '', /2026-11-20, 20 Nov, yesterday, monday/);
  scene.client.submit('/goto 1');
  assert.match(scene.notices.at(-1) ?? '', /Search for something first/);
  scene.client.submit('/goto');
  assert.match(scene.notices.at(-1) ?? '', /^Usage: \/goto <where>/);
});

test('/goto now is the way back', () => {
  const scene = live();
  scene.client.goTo('general', 40);
  scene.said();
  scene.client.submit('/goto now');
  assert.equal(scene.client.getState().visit, undefined);
});

/** Read up to there on another day; what is held begins with 96. */
function readUpTo(read: number): Scene {
  const scene = new Scene();
  scene.greet();
  scene.client.setLooking(false);
  scene.enter(log(96, 100), { read, unread: 100 - read, last: 100 });
  return scene;
}

test('what is unread and held is there to scroll to', () => {
  const scene = readUpTo(97);
  assert.deepEqual(unreadPlace(scene.room), { held: 98 });
  assert.equal(scene.client.goToUnread('general'), 98);
  assert.deepEqual(scene.said(), []);
});

test('what is unread and older than what is held is visited, with the line of what is new', () => {
  const scene = readUpTo(40);
  assert.deepEqual(unreadPlace(scene.room), { after: 40 });
  assert.equal(scene.client.goToUnread('general'), undefined);
  const ask = scene.asks('history');
  assert.equal(ask.after, 40);
  scene.reply(ask, history(log(41, 60)));
  scene.reply(scene.asks('history'), history(log(32, 41)));
  scene.reply(scene.asks('history'), history(log(42, 60)));
  const state = scene.client.getState();
  const room = shownIn(state);
  assert.ok(room);
  const rows = createRowMaker(() => 0)(room, state.me);
  const row = rows.at(rows.indexOfSeq(41));
  assert.deepEqual([row?.isHit, row?.unread], [true, 60]);
});

test('/goto unread marks the message, wherever it is, and says where there is none', () => {
  const held = readUpTo(97);
  held.client.submit('/goto unread');
  assert.equal(held.client.getState().visit?.seq, 98);
  const older = readUpTo(40);
  older.client.submit('/goto unread');
  assert.equal(older.asks('history').after, 40);
  const none = live();
  none.client.submit('/goto unread');
  assert.equal(none.notices.at(-1), 'Nothing is unread here.');
});
