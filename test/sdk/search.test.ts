// Searching, and going to what was found: hits with numbers, a visit beside the live room.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRowMaker } from '../../src/sdk/rows.ts';
import type { Message } from '../../src/sdk/state.ts';
import { isAtNow, shownIn } from '../../src/sdk/visit.ts';
import { joined, message, Scene, shown, timestamp } from './scene.ts';

const found = (seqs: number[], more = false) => ({
  type: 'results',
  messages: seqs.map((seq) => message(seq, seq - 1)),
  more,
});

const log = (from: number, to: number): Message[] =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index, from + index - 1));

const history = (messages: Message[], more = true) => ({
  type: 'history',
  room: 'general',
  messages,
  more,
});

/** Somebody who searched, and found message 40 of 100, of which the newest 5 are held. */
function searched(): Scene {
  const scene = Scene.live(log(96, 100));
  scene.client.submit('/search ship');
  scene.reply(scene.asks('search'), found([40]));
  return scene;
}

/** … and went there. */
function visiting(): Scene {
  const scene = searched();
  scene.client.submit('/goto 1');
  scene.reply(scene.asks('history'), history(log(31, 40)));
  scene.reply(scene.asks('history'), history(log(41, 50)));
  return scene;
}

const visited = (scene: Scene) => {
  const items = scene.client.getState().visit?.timeline.items.slice(0) ?? [];
  return items.map((item) => (item.type === 'message' ? item.seq : 0));
};

test('/search asks the server, and its hits have numbers, the newest at the bottom', () => {
  const scene = Scene.live();
  scene.client.submit('/search  "release week" from:bob');
  const ask = scene.asks('search');
  assert.deepEqual([ask.query, ask.limit, ask.before], ['"release week" from:bob', 20, undefined]);
  scene.reply(ask, found([9, 7], true));
  const notice = scene.room.timeline.items.last();
  assert.ok(notice?.type === 'notice');
  assert.deepEqual(
    notice.hits?.map(({ number, text }) => [number, text]),
    [
      [2, 'message 7'],
      [1, 'message 9'],
    ],
  );
  assert.match(notice.text, /^Hits 1 to 2 for: "release week" from:bob\. \/goto N.* older ones\.$/);
});

test('/search alone goes on with the older ones, and their numbers go on as well', () => {
  const scene = Scene.live();
  scene.client.submit('/search ship');
  scene.reply(scene.asks('search'), found([9, 7], true));
  scene.client.submit('/search');
  const ask = scene.asks('search');
  assert.deepEqual([ask.query, ask.before], ['ship', 7]);
  scene.client.submit('/more');
  assert.match(scene.notices.at(-1) ?? '', /still under way/);
  scene.reply(ask, found([3]));
  const { hits, before } = scene.client.getState().search ?? {};
  assert.deepEqual([hits?.[2]?.number, hits?.[2]?.message.seq, before], [3, 3, undefined]);
  assert.match(scene.notices.at(-1) ?? '', /^Hit 3 for: ship\..* There are no more\.$/);
  scene.client.submit('/search');
  assert.deepEqual(scene.said(), []);
  assert.match(scene.notices.at(-1) ?? '', /nothing more found for: ship/);
});

test('the server says where to look further, also where it found nothing yet', () => {
  const scene = Scene.live();
  scene.client.submit('/search ship');
  scene.reply(scene.asks('search'), { ...found([], true), before: 700 });
  assert.match(scene.notices.at(-1) ?? '', /^Nothing found for: ship\. \/search alone/);
  scene.client.submit('/search');
  assert.equal(scene.asks('search').before, 700);
});

test('what was found says what it says now', () => {
  const scene = Scene.live();
  scene.client.submit('/search ship');
  const changes = [message(8, 7, { kind: 'edit', content: 'better', target: 7 })];
  scene.reply(scene.asks('search'), { ...found([7]), changes });
  assert.equal(scene.client.getState().search?.hits[0]?.text, 'better');
});

test('nothing found, no index yet, no connection: a sentence says so', () => {
  const scene = Scene.live();
  const last = () => scene.notices.at(-1) ?? '';
  scene.client.submit('/search');
  assert.match(last(), /Say what to search for/);
  scene.client.submit('/goto 1');
  assert.match(last(), /Search for something first/);
  scene.client.submit('/search xyzzy');
  scene.reply(scene.asks('search'), { ...found([]), partial: true });
  assert.equal(last(), 'Nothing found for: xyzzy. Older messages are not in the index yet.');
  scene.client.submit('/search ship');
  scene.refuse(scene.asks('search'), 'unknown-type');
  assert.equal(last(), 'It is unknown-type.');
  scene.client.submit('/search ship');
  scene.reply(scene.asks('search'), found([7]));
  scene.client.submit('/goto 2');
  assert.match(last(), /from 1 to 1/);
  scene.pair.end.close();
  scene.client.submit('/search ship');
  assert.match(last(), /Not connected/);
});

test('a search whose answer was lost can be asked again', () => {
  const scene = Scene.live();
  scene.client.submit('/search ship');
  scene.cut();
  assert.equal(scene.client.getState().search?.isAsking, false);
});

test('a hit stands with its local time, its date where that is another day', () => {
  const scene = Scene.live();
  scene.client.submit('/search ship');
  const at = (seq: number, time: string) => message(seq, 0, { timestamp: time });
  scene.reply(scene.asks('search'), {
    ...found([]),
    messages: [
      at(9, timestamp),
      at(8, '2026-03-03T09:05:00.000Z'),
      at(7, '2025-12-24T20:00:00.000Z'),
    ],
  });
  const rows = createRowMaker(() => 60)(scene.room, scene.client.getState().me);
  assert.deepEqual(
    rows.at(rows.length - 1)?.hits?.map(({ when, room }) => [when, room]),
    [
      ['24 Dec 2025', '#general'],
      ['3 Mar 10:05', '#general'],
      ['13:00', '#general'],
    ],
  );
});

test('/goto loads what was said before and after the hit, and marks it', () => {
  const scene = searched();
  scene.client.submit('/goto 1');
  const before = scene.asks('history');
  assert.equal(before.before, 41);
  scene.reply(before, history(log(31, 40)));
  const after = scene.asks('history');
  assert.equal(after.after, 40);
  scene.reply(after, history(log(41, 50)));
  assert.deepEqual(
    visited(scene),
    log(31, 50).map(({ seq }) => seq),
  );
  const state = scene.client.getState();
  const shownNow = shownIn(state);
  assert.ok(shownNow);
  const rows = createRowMaker(() => 0)(shownNow, state.me);
  assert.deepEqual([rows.at(9)?.isHit, rows.at(8)?.isHit], [true, undefined]);
});

test('a visit grows both ways, a page at a time, until it reaches what the room says now', () => {
  const scene = visiting();
  scene.client.loadAround('older');
  scene.client.loadAround('older');
  const older = scene.asks('history');
  assert.equal(older.before, 31);
  scene.reply(older, history(log(21, 30)));
  assert.equal(visited(scene)[0], 21);
  scene.client.loadAround('newer');
  const newer = scene.asks('history');
  assert.equal(newer.after, 50);
  scene.reply(newer, history(log(51, 100), false));
  const now = () => {
    const { visit, rooms } = scene.client.getState();
    return visit && isAtNow(visit, rooms.get('general'));
  };
  assert.equal(now(), true);
  scene.client.loadAround('newer');
  assert.deepEqual(scene.said(), []);
  scene.server(message(101, 100));
  assert.equal(now(), false);
  scene.client.loadAround('newer');
  assert.equal(scene.asks('history').after, 100);
});

test('what comes while one is elsewhere in time is unread, and read when one is back', () => {
  const scene = visiting();
  scene.server(message(101, 100, { content: 'alice?' }));
  assert.deepEqual([scene.room.unread, scene.room.mentions], [1, 1]);
  assert.equal(shown(scene.room).at(-1), 'alice?');
  scene.client.setLooking(true);
  assert.equal(scene.room.unread, 1, 'looking at the old is not looking at the new');
  scene.client.endVisit();
  assert.equal(scene.client.getState().visit, undefined);
  assert.deepEqual([scene.room.unread, scene.room.mark], [0, { after: 100, count: 1 }]);
});

test('a message sent from there is seen where it stands: the visit is over', () => {
  const scene = visiting();
  scene.client.submit('/react 👍');
  const react = scene.asks('send');
  assert.equal(react.target, 40, 'what is visited is what is meant');
  assert.notEqual(scene.client.getState().visit, undefined);
  scene.client.submit('/reply yes!');
  assert.equal(scene.client.getState().visit, undefined);
  assert.deepEqual(
    scene.room.pending.map(({ target }) => target),
    [40, 40],
  );
});

test('what is changed meanwhile changes there too', () => {
  const scene = visiting();
  scene.server(message(101, 100, { kind: 'edit', content: 'better', target: 45 }));
  assert.equal(scene.client.getState().visit?.timeline.fold.get(45)?.edit?.content, 'better');
});

test('the room of a hit is joined first; one that may not be entered ends the visit', () => {
  const scene = Scene.live();
  scene.client.goTo('ops', 7);
  const join = scene.asks('join');
  assert.equal(join.room, 'ops');
  scene.reply(join, joined('ops', [], { last: 9 }));
  assert.deepEqual([scene.asks('history').before], [8]);
  scene.client.goTo('secret', 7);
  scene.refuse(scene.asks('join'), 'forbidden');
  assert.equal(scene.client.getState().visit, undefined);
});

test('a loss in the middle: the visit goes on where it was', () => {
  const scene = searched();
  scene.client.submit('/goto 1');
  scene.cut();
  scene.greet();
  scene.enter([], { last: 100 });
  const again = scene.asks('history');
  assert.equal(again.before, 41);
});

test('an answer for a visit that is over does nothing', () => {
  const scene = searched();
  scene.client.submit('/goto 1');
  const ask = scene.asks('history');
  scene.client.endVisit();
  scene.reply(ask, history(log(31, 40)));
  assert.equal(scene.client.getState().visit, undefined);
  scene.client.goTo('general', 60);
  assert.deepEqual(visited(scene), []);
});
