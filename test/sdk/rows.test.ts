// Rows: days, speakers, the unread line, one's own fate; and that they are made once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newRoom } from '../../src/sdk/room.ts';
import { createRowMaker, type Row, showDay } from '../../src/sdk/rows.ts';
import type { Item, Me, Message, Notice, Pending, RoomState } from '../../src/sdk/state.ts';
import { addNotice, append, begin, emptyTimeline, prepend } from '../../src/sdk/timeline.ts';
import { message } from './scene.ts';

const me: Me = { name: 'alice', status: 'online' };
const utc = () => 0;

function roomWith(items: readonly Item[], more: Partial<RoomState> = {}): RoomState {
  let timeline = begin(emptyTimeline, [], 0);
  for (const item of items) {
    timeline = item.type === 'message' ? append(timeline, [item]) : addNotice(timeline, item);
  }
  return { ...newRoom('general'), timeline, ...more };
}

function rowsOf(items: readonly Item[], more: Partial<RoomState> = {}): Row[] {
  const rows = createRowMaker(utc)(roomWith(items, more), me);
  return Array.from({ length: rows.length }, (_, index) => rows.at(index) as Row);
}

const at = (seq: number, time: string, fields: Partial<Message> = {}) =>
  message(seq, seq - 1, { timestamp: `2026-11-${time}:00.000Z`, ...fields });

const notice: Notice = { type: 'notice', number: 7, kind: 'info', text: 'hi', at: 0, after: 1 };

const pending: Pending = {
  type: 'pending',
  id: 'k3f-1',
  room: 'general',
  kind: 'text',
  content: 'on my way',
  at: Date.parse('2026-11-20T14:03:00Z'),
  delivery: 'pending',
};

test('one speaker’s texts are grouped; another’s, an action or a notice between begins anew', () => {
  const rows = rowsOf([
    at(1, '20T14:02'),
    at(2, '20T14:02'),
    at(3, '20T14:05', { sender: 'carol' }),
    at(4, '20T14:05', { sender: 'carol', kind: 'action' }),
    at(5, '20T14:05', { sender: 'carol' }),
    { ...notice, after: 5 },
    at(6, '20T14:06', { sender: 'carol' }),
  ]);
  assert.deepEqual(
    rows.map(({ isGrouped }) => isGrouped),
    [false, true, false, false, false, false, false],
  );
  assert.deepEqual(
    rows.map(({ isNewMinute }) => isNewMinute),
    [true, false, true, false, false, true, true],
  );
});

test('a day begins where the local date changes, not where UTC’s does', () => {
  const items = [at(1, '19T22:30'), at(2, '19T23:30'), at(3, '20T00:30')];
  const rows = createRowMaker(() => 60)(roomWith(items), me);
  assert.deepEqual(
    [0, 1, 2].map((index) => rows.at(index)?.day),
    ['2026-11-19', '2026-11-20', undefined],
  );
  assert.equal(rows.at(0)?.time, '23:30');
  assert.equal(rows.at(1)?.isGrouped, false, 'a new day names its speaker');
  assert.equal(showDay('2026-11-20'), 'Friday 20 November 2026');
});

test('the unread line stands before the first new message, with its number', () => {
  const items = [at(1, '20T14:02'), at(2, '20T14:03'), at(3, '20T14:03')];
  const rows = rowsOf(items, { mark: { after: 1, count: 2 } });
  assert.deepEqual(
    rows.map(({ unread }) => unread),
    [undefined, 2, undefined],
  );
  assert.equal(rows[1]?.isGrouped, false);
});

test('a pending message stands at the end, with its fate', () => {
  const rows = rowsOf([at(1, '20T14:02')], { pending: [{ ...pending, why: 'Too fast.' }] });
  const last = rows.at(-1);
  assert.deepEqual(
    [last?.key, last?.sender, last?.delivery, last?.why, last?.isOwn],
    ['pk3f-1', 'alice', 'pending', 'Too fast.', true],
  );
});

test('what changes a message or the room is told in words', () => {
  const rows = rowsOf([
    at(1, '20T14:02', { kind: 'topic', content: 'release' }),
    at(2, '20T14:02', { kind: 'edit', content: 'better', target: 1 }),
    at(3, '20T14:02', { kind: 'delete', content: '', target: 1 }),
    at(4, '20T14:02', { kind: 'reaction', content: '👍', target: 1 }),
    at(5, '20T14:02', { target: 1 }),
  ]);
  assert.deepEqual(
    rows.map(({ kind, text }) => `${kind}: ${text}`),
    [
      'change: set the topic: release',
      'change: edited: better',
      'change: deleted a message',
      'change: reacted: 👍',
      'text: message 5',
    ],
  );
  assert.equal(rows[4]?.target, 1);
});

test('a mention of one is marked, one’s own words are not', () => {
  const rows = rowsOf([
    at(1, '20T14:02', { content: 'alice?' }),
    at(2, '20T14:02', { content: 'alice it is', sender: 'Alice' }),
  ]);
  assert.deepEqual(
    rows.map(({ isMention, isOwn }) => [isMention, isOwn]),
    [
      [true, false],
      [false, true],
    ],
  );
});

test('rows stay the same objects when messages arrive, and when older ones come before them', () => {
  const makeRows = createRowMaker(utc);
  const backlog = [at(5, '20T14:02'), at(6, '20T14:02')];
  const room = { ...newRoom('general'), timeline: begin(emptyTimeline, backlog, 6) };
  const before = makeRows(room, me);
  assert.equal(makeRows({ ...room, unread: 0 }, me), before, 'the same rows while nothing changed');
  const second = before.at(1);
  const grown = { ...room, timeline: append(room.timeline, [at(7, '20T14:03')]) };
  assert.equal(makeRows(grown, me).at(1), second);
  const older = prepend(grown.timeline, [message(4, 0)], false);
  const rows = makeRows({ ...grown, timeline: older }, me);
  assert.equal(rows.at(2), second);
});

test('a row is found again by its key, wherever it stands by then', () => {
  const items = [at(1, '20T14:02'), notice, at(2, '20T14:03'), at(3, '20T14:04')];
  const room = roomWith(items, { pending: [pending] });
  const rows = createRowMaker(utc)(room, me);
  for (let index = 0; index < rows.length; index += 1) {
    assert.equal(rows.indexOf(rows.at(index)?.key ?? ''), index);
  }
  assert.equal(rows.indexOf('s99'), -1);
  assert.equal(rows.indexOf('pk3f-9'), -1);
  assert.equal(rows.indexOf('n1.8'), -1);
  assert.equal(rows.indexOfSeq(2), 2);
});

test('of 100,000 messages only the rows asked for are made', () => {
  let calls = 0;
  const makeRows = createRowMaker(() => {
    calls += 1;
    return 0;
  });
  const messages = Array.from({ length: 100_000 }, (_, index) => message(index + 1, index));
  const timeline = begin(emptyTimeline, messages, 100_000);
  const rows = makeRows({ ...newRoom('general'), timeline }, me);
  for (let index = rows.length - 40; index < rows.length; index += 1) rows.at(index);
  assert.ok(calls <= 80, `${calls} times`);
});
