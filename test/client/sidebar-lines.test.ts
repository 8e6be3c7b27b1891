// The sidebar: rooms and people, never wider or higher than its place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellWidth } from '../../src/client/cells.ts';
import { sidebarLines } from '../../src/client/sidebar-lines.ts';
import { initialUi } from '../../src/client/ui.ts';
import type { Member } from '../../src/sdk/state.ts';
import { themeFor } from './looks.ts';
import { room, stateOf } from './states.ts';

const ui = initialUi(80, 24, 0);

const theme = themeFor(0);
const member = (name: string, status: Member['status'] = 'online'): Member =>
  ({ name, status, role: 'member' }) as Member;

const program = (name: string): Member => ({ ...member(name), bot: true });

const state = stateOf({}, [
  room('general', { count: 3, members: [member('alice'), member('bob', 'away'), member('日本')] }),
  room('@alice+bob', { unread: 2, mentions: 2 }),
  room('ops', { unread: 120 }),
]);

test('rooms stand before direct rooms, each with its number and what is new', () => {
  const lines = sidebarLines(state, 16, 20, theme, ui).map((line) => line.trimEnd());
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

test('a program is told in words, also where its name is cut and where it is chosen', () => {
  const members = [member('alice'), ...['ci', 'deploy-notifier'].map(program)];
  const one = stateOf({}, [room('general', { count: 3, members })]);
  const focused = { ...ui, focus: { on: 'people', index: 2 } as const };
  for (const at of [ui, focused]) {
    const lines = sidebarLines(one, 16, 10, theme, at);
    assert.deepEqual(lines.slice(4, 7), [
      ' ● alice        ',
      ' ● ci bot       ',
      ' ● deploy-n… bot',
    ]);
  }
});

test('at the end of a list that has the focus nothing is said of what is below', () => {
  const rooms = Array.from({ length: 30 }, (_, index) => room(`room-${index}`));
  const at = (index: number): string => {
    const focused = { ...ui, focus: { on: 'rooms', index } as const };
    return sidebarLines(stateOf({}, rooms), 16, 20, theme, focused).join('\n');
  };
  assert.match(at(15), /↑ \d+ ↓ \d+/);
  assert.match(at(29), /↑ \d+ +$/);
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
      const lines = sidebarLines(one, width, height, theme, ui);
      assert.equal(lines.length, height);
      for (const line of lines) assert.equal(cellWidth(line), width, JSON.stringify(line));
    }
  }
});

test('many people here: the last line counts all that are not shown, known by name or not', () => {
  const people = Array.from({ length: 90 }, (_, index) => member(`p${index}`));
  const lines = sidebarLines(
    stateOf({}, [room('general', { members: people, count: 400 })]),
    16,
    12,
    theme,
    ui,
  );
  const named = lines.filter((line) => line.includes('●')).length;
  assert.equal(lines.at(-1)?.trim(), `… ${400 - named} more`);
});

test('with 30 rooms the one on the screen and those with news are always in the list', () => {
  const quiet = Array.from({ length: 30 }, (_, index) => room(`room-${index + 1}`));
  const rooms = quiet
    .with(24, room('room-25', { unread: 3 }))
    .concat(room('@alice+bob', { unread: 1, mentions: 1 }));
  const many = { ...stateOf({}, rooms), current: 'room-30' };
  const lines = sidebarLines(many, 16, 12, theme, ui).map((line) => line.trimEnd());
  assert.deepEqual(lines, [
    ' ROOMS',
    ' 1 room-1',
    ' 2 room-2',
    ' 3 room-3',
    ' 4 room-4',
    '   room-25    3',
    '▌  room-30',
    '',
    ' DIRECT',
    '   bob       @1',
    '   … 24 more',
    '',
  ]);
});
