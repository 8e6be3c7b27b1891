// Rows: days, speakers, the unread line, one's own fate; and that they are made once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { showDay } from '../../src/sdk/local-time.ts';
import { newRoom } from '../../src/sdk/room.ts';
import type { Row } from '../../src/sdk/row.ts';
import { createRowMaker } from '../../src/sdk/rows.ts';
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

test('who speaks again after a long pause is named again', () => {
  const rows = rowsOf([at(1, '20T14:02'), at(2, '20T14:11'), at(3, '20T14:21')]);
  assert.deepEqual(
    rows.map(({ isGrouped }) => isGrouped),
    [false, true, false],
  );
});

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

test('a row knows its second, and whether the one above has the same', () => {
  const timestamp = '2026-11-20T14:02:07.000Z';
  const rows = rowsOf([at(1, '20T14:02'), at(2, '', { timestamp }), at(3, '', { timestamp })]);
  assert.deepEqual(
    rows.map(({ seconds, isNewSecond, isNewMinute }) => [seconds, isNewSecond, isNewMinute]),
    [
      ['00', true, true],
      ['07', true, false],
      ['07', false, false],
    ],
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

test('an edit changes the text of its row, and has no row of its own', () => {
  const rows = rowsOf([
    at(1, '20T14:02', { kind: 'topic', content: 'release' }),
    at(2, '20T14:02'),
    at(3, '20T14:02', { kind: 'edit', content: 'better', target: 2 }),
    at(4, '20T14:02', { kind: 'edit', content: 'best', target: 2 }),
  ]);
  assert.deepEqual(
    rows.map(({ kind, text, isEdited }) => [kind, text, isEdited]),
    [
      ['change', 'set the topic: release', false],
      ['text', 'best', true],
    ],
  );
});

test('a deleted message keeps its row, and says nothing more', () => {
  const [row] = rowsOf([
    at(1, '20T14:02', { content: 'alice, the password is 1234' }),
    at(2, '20T14:02', { kind: 'reaction', content: '👍', target: 1 }),
    at(3, '20T14:02', { kind: 'delete', content: '', target: 1 }),
  ]);
  assert.deepEqual(
    [row?.text, row?.isDeleted, row?.isMention, row?.reactions],
    ['deleted', true, false, []],
  );
});

test('a message that a page brings without content counts as deleted', () => {
  const [row] = rowsOf([at(1, '20T14:02', { content: '' })]);
  assert.equal(row?.isDeleted, true);
});

test('reactions are counted by emoji and sender, in the order of first use', () => {
  const reaction = (seq: number, sender: string, content: string) =>
    at(seq, '20T14:02', { kind: 'reaction', sender, content, target: 1 });
  const [row] = rowsOf([
    at(1, '20T14:02'),
    reaction(2, 'bob', '👍'),
    reaction(3, 'carol', '🎉'),
    reaction(4, 'Alice', '👍'),
    reaction(5, 'bob', '👍'),
  ]);
  assert.deepEqual(row?.reactions, [
    { content: '👍', count: 2, names: ['bob', 'Alice'], isOwn: true },
    { content: '🎉', count: 1, names: ['carol'], isOwn: false },
  ]);
});

test('a reply quotes its message as that reads now, in one line', () => {
  const items = [at(1, '20T14:02', { content: 'a\n\nb' }), at(2, '20T14:02', { target: 1 })];
  const edited = [...items, at(3, '20T14:03', { kind: 'edit', target: 1, content: 'c' })];
  const deleted = [...edited, at(4, '20T14:03', { kind: 'delete', target: 1, content: '' })];
  const quoted = (said: Message[]) => rowsOf(said)[1]?.reply;
  assert.deepEqual(quoted(items), { target: 1, sender: 'bob', text: 'a b' });
  assert.equal(quoted(edited)?.text, 'c');
  assert.equal(quoted(deleted)?.text, 'deleted');
  const [reply] = rowsOf([at(2, '20T14:02', { target: 1, prev: 0 })]);
  assert.deepEqual([reply?.target, reply?.reply], [1, undefined], 'what is not held is not quoted');
});

test('a change of one’s own stands at the end until it is in the log', () => {
  const own = { ...pending, kind: 'edit', content: 'better', target: 1 } as const;
  const rows = rowsOf([at(1, '20T14:02')], { pending: [own] });
  assert.deepEqual([rows.at(-1)?.text, rows.at(-1)?.delivery], ['edited: better', 'pending']);
});

test('a change makes a new row of its message and of what quotes it, and of no other', () => {
  const makeRows = createRowMaker(utc);
  const items = [at(1, '20T14:02'), at(2, '20T14:02'), at(3, '20T14:02', { target: 2 })];
  const room = roomWith(items);
  const before = makeRows(room, me);
  const old = [0, 1, 2].map((index) => before.at(index));
  const edit = at(4, '20T14:03', { kind: 'edit', content: 'better', target: 2 });
  const rows = makeRows({ ...room, timeline: append(room.timeline, [edit]) }, me);
  assert.deepEqual(
    [0, 1, 2].map((index) => rows.at(index) === old[index]),
    [true, false, false],
  );
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
  assert.equal(makeRows({ ...room }, me), before, 'the same rows while nothing changed');
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
