// The whole screen as a function of state, at every size of terminal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { cellWidth } from '../../src/client/cells.ts';
import { emptyEditor, insert } from '../../src/client/line-editor.ts';
import { Pane } from '../../src/client/pane.ts';
import { initialUi, type Ui, withEditor } from '../../src/client/ui.ts';
import { type View, viewOf } from '../../src/client/view.ts';
import { List } from '../../src/sdk/list.ts';
import { createRowMaker } from '../../src/sdk/rows.ts';
import type { Message, State } from '../../src/sdk/state.ts';
import { lookDefaults, themeFor } from './looks.ts';
import { always } from './seat.ts';
import { room, stateOf } from './states.ts';

const tools = {
  lookFor: always({ theme: themeFor(3), ...lookDefaults }),
  address: 'localhost:7000',
  makeRows: createRowMaker(() => 0),
  pane: new Pane(),
};

const said = (seq: number, sender: string, content: string): Message => ({
  type: 'message',
  room: 'general',
  seq,
  prev: seq - 1,
  kind: 'text',
  sender,
  content,
  timestamp: new Date(Date.UTC(2026, 10, 20, 14, seq)).toISOString(),
});

const messages = [
  said(1, 'alice', 'shall we ship?'),
  said(2, 'bob', `yes, alice, after the test run 👨‍👩‍👧 ${'日本'.repeat(40)}`),
  said(3, 'a-very-long-name-indeed-of-32-xx', 'x'.repeat(300)),
];
const timeline = { ...room('general').timeline, items: List.of(messages), newest: 3, oldest: 1 };
const state: State = stateOf({}, [
  room('general', { timeline, topic: 'release week '.repeat(20), count: 12 }),
]);

function look(columns: number, rows: number, change: (ui: Ui) => Ui = (ui) => ui): View {
  return viewOf({ state, ui: change(initialUi(columns, rows, 0)) }, tools);
}

const width = (line: string): number => cellWidth(stripVTControlCharacters(line));

test('nothing is wider or higher than its place, at any size', () => {
  const typed = insert(emptyEditor, `a draft\nof lines ${'日'.repeat(100)}`);
  for (const change of [
    (ui: Ui) => ui,
    (ui: Ui) => withEditor(ui, 'general', typed),
    (ui: Ui) => ({ ...withEditor(ui, 'general', insert(emptyEditor, '/jo')), help: 3 }),
  ]) {
    for (const [columns, rows] of [
      [200, 60],
      [120, 40],
      [80, 24],
      [60, 16],
      [59, 8],
      [40, 12],
      [30, 7],
      [20, 3],
      [12, 2],
    ] as const) {
      const view = look(columns, rows, change);
      const { mainWidth } = view.layout;
      for (const region of [view.header, view.pane.join('\n'), view.rule, view.input.join('\n')]) {
        for (const line of region.split('\n'))
          assert.ok(width(line) <= mainWidth, `${columns}x${rows}: ${line}`);
      }
      assert.ok(width(view.status) <= columns);
      const parts = [
        view.header,
        view.pane.join('\n'),
        view.rule,
        view.input.join('\n'),
        view.status,
      ].filter((part) => part !== '');
      const height =
        view.paneHeight +
        parts
          .filter((part) => part !== view.pane.join('\n'))
          .join('\n')
          .split('\n').length;
      assert.equal(height, rows, `${columns}x${rows}`);
      assert.ok(view.cursor.x < columns && view.cursor.y < rows, `${columns}x${rows}`);
    }
  }
});

test('the same state is the same view', () => {
  const one = look(80, 24);
  const other = look(80, 24);
  assert.deepEqual([one.pane, one.sidebar, one.status], [other.pane, other.sidebar, other.status]);
});

test('the first line says what can be done; without a connection, what becomes of it', () => {
  const input = (more: Partial<State>, first = room('general')): string =>
    stripVTControlCharacters(
      viewOf({ state: stateOf(more, [first]), ui: initialUi(80, 24, 0) }, tools).input.join('\n'),
    );
  assert.equal(input({}), ' > Message #general (F1: help)');
  assert.match(input({ connection: { status: 'waiting', attempt: 1 } }), /is sent later$/);
  assert.match(input({}, room('@alice+bob')), /bob is not here now, and can read it later$/);
});

test('the conversation stands at the bottom, a short one too', () => {
  const lines = stripVTControlCharacters(look(120, 40).pane.join('\n')).split('\n');
  assert.equal(lines[0], '');
  assert.match(lines.at(-1) ?? '', /x$/);
});

test('on a screen of four rows a question is asked and a hint is told in place of the last message', () => {
  const asked = look(20, 4, (ui) => ({
    ...ui,
    overlay: { kind: 'question', text: 'Delete “x”?', room: 'general', does: { deletes: 1 } },
  }));
  assert.match(stripVTControlCharacters(asked.pane.at(-1) ?? ''), /^ Delete/);
  const hinted = look(20, 4, (ui) => ({ ...ui, hint: 'Ctrl-C again quits' }));
  assert.equal(stripVTControlCharacters(hinted.pane.at(-1) ?? ''), ' Ctrl-C again quits');
  assert.equal(hinted.pane.length, hinted.paneHeight);
});
