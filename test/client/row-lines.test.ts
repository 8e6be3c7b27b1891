// Rows as lines: each part in its column, one's own messages with their fate.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellWidth } from '../../src/client/cells.ts';
import { layoutFor } from '../../src/client/layout.ts';
import { rowLines } from '../../src/client/row-lines.ts';
import { themeFor } from '../../src/client/theme.ts';
import type { Row } from '../../src/sdk/row.ts';

const base: Row = {
  key: 's1',
  kind: 'text',
  order: 1,
  at: 0,
  date: '2026-11-20',
  time: '14:02',
  isNewMinute: true,
  sender: 'bob',
  text: 'shall we ship?',
  isGrouped: false,
  isOwn: false,
  isMention: false,
  isEdited: false,
  isDeleted: false,
  reactions: [],
};

function lines(row: Partial<Row>, columns = 80, me = 'alice'): string[] {
  return rowLines({ ...base, ...row }, { layout: layoutFor(columns, 24), theme: themeFor(0), me });
}

const long = 'after the test run, when the log rotates and the index worker is idle';

test('time, name and text have their columns, and wrapped lines keep the text’s', () => {
  assert.deepEqual(lines({ text: long }), [
    ' 14:02        bob  after the test run, when the log rotates',
    '                   and the index worker is idle',
  ]);
});

test('a speaker is named once, a minute told once', () => {
  assert.deepEqual(lines({ isGrouped: true, isNewMinute: false }), [
    '                   shall we ship?',
  ]);
});

test('a long name is cut and pushes nothing about', () => {
  assert.deepEqual(lines({ sender: 'brave-otter-42' }), [' 14:02 brave-ott…  shall we ship?']);
});

test('on a narrow screen the name stands in front of the text', () => {
  assert.deepEqual(lines({ text: long }, 40), [
    ' 14:02 bob: after the test run, when',
    '       the log rotates and the index',
    '       worker is idle',
  ]);
});

test('a mention is marked at the edge', () => {
  assert.deepEqual(lines({ isMention: true, text: 'alice: look' }), [
    '▌14:02        bob  alice: look',
  ]);
});

test('what is on its way says so at the right, or on a line of its own', () => {
  const [one = ''] = lines({ delivery: 'pending' });
  assert.match(one, /shall we ship\? +sending…$/);
  assert.equal(one.length, 62);
  assert.equal(lines({ delivery: 'pending', text: 'x'.repeat(40) }).length, 2);
});

test('what failed says why', () => {
  assert.deepEqual(lines({ delivery: 'failed', why: 'You are muted.' }), [
    ' 14:02        bob  shall we ship?',
    '                   ✗ not sent: You are muted.',
  ]);
});

const thumb = { content: '👍', count: 2, names: ['bob', 'carol'], isOwn: false };

test('what was edited says so, what was deleted is gone', () => {
  assert.deepEqual(lines({ isEdited: true }), [' 14:02        bob  shall we ship?  (edited)']);
  assert.equal(lines({ isEdited: true, text: 'x'.repeat(40) }).length, 2);
  assert.deepEqual(lines({ isDeleted: true, text: 'deleted' }), [' 14:02        bob  deleted']);
});

test('reactions stand at the right, or below where there is no place', () => {
  const [one = ''] = lines({ reactions: [thumb] });
  assert.match(one, /shall we ship\? +👍 2$/);
  assert.equal(cellWidth(one), 62);
  const heart = { ...thumb, content: '❤️', count: 1 };
  assert.deepEqual(lines({ text: 'x'.repeat(40), reactions: [thumb, heart] }).slice(1), [
    '                   👍 2  ❤️ 1',
  ]);
  const many = lines({ reactions: Array(30).fill(thumb) });
  assert.equal(many.length, 6);
  for (const line of many) assert.ok(cellWidth(line) <= 62, line);
});

test('a reply has what it replies to in one line above it', () => {
  const reply = { target: 1, sender: 'carol', text: long };
  assert.deepEqual(lines({ target: 1, reply, text: 'yes' }), [
    ' 14:02        bob  ↳ carol: after the test run, when the log …',
    '                   yes',
  ]);
  assert.match(lines({ target: 1 })[0] ?? '', /↳ an older message$/);
});

test('days and what is new are announced by a line across the pane', () => {
  const [day, unread] = lines({ day: '2026-11-20', unread: 3 });
  assert.match(day ?? '', /^ ─+ Friday 20 November 2026 ─+ $/);
  assert.match(unread ?? '', /^ ─+ 3 new ─+ $/);
});

test('actions and changes name who acts', () => {
  assert.deepEqual(lines({ kind: 'action', text: 'waves' }), [' 14:02          *  bob waves']);
  assert.deepEqual(lines({ kind: 'change', text: 'set the topic: x' }, 40), [
    ' 14:02 * bob set the topic: x',
  ]);
});

test('the client’s own tables keep their columns', () => {
  const text = '/join <room>  enters a room; there need not be one of that name yet';
  assert.deepEqual(
    lines({ kind: 'info', text, sender: '' }).map((line) => line.slice(19)),
    ['/join <room>  enters a room; there need not', '              be one of that name yet'],
  );
});

test('what was found has a line each, cut to the width; what is visited is marked', () => {
  const hit = { number: 1, room: '#ops', when: '3 Mar 14:02', sender: 'bob', text: long };
  const hits = [{ ...hit, number: 12, when: '14:02', room: '#general' }, hit];
  const shown = lines({ kind: 'info', sender: '', text: 'Found.', hits });
  assert.deepEqual(shown.slice(0, 2), [
    ' 12 #general       14:02 bob: after the test run, when the lo…',
    '  1 #ops     3 Mar 14:02 bob: after the test run, when the lo…',
  ]);
  for (const line of lines({ kind: 'info', hits }, 30)) assert.ok(cellWidth(line) <= 30, line);
  assert.match(lines({ isHit: true })[0] ?? '', /^►14:02/);
});

test('hostile names and texts are shown', () => {
  const [line = ''] = lines({ sender: 'e\u001b[1m', text: 'a\u001b[2J\u202e' });
  assert.match(line, /e␛\[1m {2}a␛\[2J\\u\{202e\}$/);
  const reply = { target: 1, sender: 'e\u001b', text: '\u001b[2J' };
  const around = lines({ target: 1, reply, reactions: [{ ...thumb, content: '\u001b' }] }).join();
  assert.match(around, /↳ e␛: ␛\[2J.*␛ 2/);
  assert.doesNotMatch(around, /\u001b/);
});
