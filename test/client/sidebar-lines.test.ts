// The sidebar: rooms and people, never wider or higher than its place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellWidth } from '../../src/client/cells.ts';
import { sidebarLines } from '../../src/client/sidebar-lines.ts';
import { themeFor } from '../../src/client/theme.ts';
import type { Member } from '../../src/sdk/state.ts';
import { room, stateOf } from './states.ts';

const theme = themeFor(0);
const member = (name: string, status: Member['status'] = 'online'): Member =>
  ({ name, status, role: 'member' }) as Member;

const state = stateOf({}, [
  room('general', { count: 3, members: [member('alice'), member('bob', 'away'), member('日本')] }),
  room('@alice+bob', { unread: 2, mentions: 2 }),
  room('ops', { unread: 120 }),
]);

test('rooms stand before direct rooms, each with its number and what is new', () => {
  const lines = sidebarLines(state, 16, 20, theme).map((line) => line.trimEnd());
  assert.deepEqual(lines.slice(0, 10), [
    ' ROOMS',
    '▌1 general',
    ' 2 ops      99+',
    '',
    ' DIRECT',
    ' 3 bob       @2',
    '',
    ' HERE (3)',
    ' ● alice',
    ' ○ bob',
  ]);
});

test('every line is as wide as the sidebar, and there are as many as asked', () => {
  const many = Array.from({ length: 50 }, (_, index) =>
    room(`a-room-with-a-long-name-${index}`, { unread: index }),
  );
  const people = Array.from({ length: 90 }, (_, index) =>
    member(`somebody-with-a-long-name-${index}`),
  );
  const full = stateOf({}, [room('general', { members: people, count: 400 }), ...many]);
  for (const [width, height] of [
    [16, 3],
    [16, 22],
    [20, 37],
    [24, 100],
  ] as const) {
    for (const one of [state, full]) {
      const lines = sidebarLines(one, width, height, theme);
      assert.equal(lines.length, height);
      for (const line of lines) assert.equal(cellWidth(line), width, JSON.stringify(line));
    }
  }
});

test('what does not fit is counted', () => {
  const people = Array.from({ length: 90 }, (_, index) => member(`p${index}`));
  const lines = sidebarLines(
    stateOf({}, [room('general', { members: people, count: 400 })]),
    16,
    12,
    theme,
  );
  assert.match(lines.at(-1) ?? '', /… \d+ more/);
});
