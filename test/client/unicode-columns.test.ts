// Whatever people write, each column stays in its place: compared with the cells of a screen model.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import graphemesAddon from '@xterm/addon-unicode-graphemes';
import headless from '@xterm/headless';
import { cellWidth } from '../../src/client/cells.ts';
import { headerText } from '../../src/client/frame-lines.ts';
import { columnsOf, layoutFor } from '../../src/client/layout.ts';
import { type RowStyle, rowLines } from '../../src/client/row-lines.ts';
import { sidebarLines } from '../../src/client/sidebar-lines.ts';
import { initialUi } from '../../src/client/ui.ts';
import { safeText } from '../../src/ui/safe-text.ts';
import { graphemeWidths } from '../support/grapheme-widths.ts';
import { unicodeTexts } from '../support/unicode-texts.ts';
import { themeFor } from './looks.ts';
import { rowOf } from './row-of.ts';
import { room, stateOf } from './states.ts';

const layout = layoutFor(80, 24);
const theme = themeFor(0);
const style: RowStyle = {
  layout,
  theme,
  me: 'alice',
  hasLinks: false,
  times: 'HH:mm',
  names: 'right',
};
const { textColumn, textWidth, nameWidth } = columnsOf(layout, 5);

const model = new headless.Terminal({ cols: 80, rows: 8, allowProposedApi: true });
model.unicode.register(graphemeWidths);
model.unicode.activeVersion = graphemeWidths.version;

/** Puts the lines on the model's screen, each at the start of its row. */
async function draw(lines: readonly string[]): Promise<void> {
  const placed = lines.map((line, row) => `\u001b[${row + 1};1H${line}`).join('');
  await new Promise<void>((done) => model.write(`\u001b[2J${placed}`, done));
}

const cellAt = (row: number, column: number): string | undefined =>
  model.buffer.active.getLine(row)?.getCell(column)?.getChars();

/** How far the row reaches: one more than its last cell in use; the second half of a wide one has no width. */
function endOf(row: number): number {
  const line = model.buffer.active.getLine(row);
  const isUsed = (column: number): boolean => {
    const cell = line?.getCell(column);
    return cell !== undefined && (cell.getChars() !== '' || cell.getWidth() === 0);
  };
  let end = model.cols;
  while (end > 0 && !isUsed(end - 1)) end -= 1;
  return end;
}

const told = (text: string): string =>
  `${JSON.stringify(text)} ${Array.from(text, (one) => one.codePointAt(0)?.toString(16)).join(' ')}`;

test('there are texts from every plane', () => {
  assert.ok(unicodeTexts.length >= 500, String(unicodeTexts.length));
});

test('a message of any text leaves what is right of it in its place, and no line is too wide', async () => {
  for (const text of unicodeTexts) {
    const lines = rowLines(rowOf({ text, delivery: 'pending' }), style);
    await draw(lines);
    assert.equal(cellAt(0, textColumn + textWidth - 1), '…', told(text));
    const long = rowLines(rowOf({ text: `${text}${text} `.repeat(6) }), style).slice(0, 8);
    await draw(long);
    for (const [row, line] of long.entries()) {
      assert.equal(endOf(row), cellWidth(line), told(text));
      assert.ok(endOf(row) <= textColumn + textWidth, told(text));
    }
  }
});

test('a name of any text leaves the message in its column', async () => {
  for (const sender of unicodeTexts) {
    await draw([
      ...rowLines(rowOf({ sender, text: 'T' }), style),
      ...rowLines(rowOf({ sender, text: 'T' }), { ...style, names: 'left' }),
      ...rowLines(rowOf({ sender: sender.repeat(nameWidth), text: 'T' }), style),
      ...rowLines(
        rowOf({ sender: 'bob', text: 'T', target: 1, reply: { target: 1, sender, text: sender } }),
        style,
      ),
    ]);
    for (const row of [0, 1, 2, 4]) assert.equal(cellAt(row, textColumn), 'T', told(sender));
  }
});

const ui = initialUi(80, 24, 0);

test('a room of any name and topic leaves the head and the rule of the sidebar in their place', async () => {
  const width = layout.sidebarWidth;
  for (const topic of unicodeTexts) {
    const state = stateOf({}, [room('general', { topic, count: 7 }), room(topic, { unread: 3 })]);
    const [title = '', , other = ''] = sidebarLines(state, width, 6, theme, ui);
    await draw([headerText(state, 63, theme), `${title}│`, `${other}│`]);
    assert.equal(cellAt(0, 61), 'e', told(topic));
    assert.equal(cellAt(2, width), '│', told(topic));
  }
});

// Tables that know nothing of ours: those of a terminal for browsers, by code point and by cluster.
const witness = new headless.Terminal({ cols: 120, rows: 2, allowProposedApi: true });
witness.loadAddon(new graphemesAddon.UnicodeGraphemesAddon());

async function cellsBy(version: string, text: string): Promise<number> {
  witness.unicode.activeVersion = version;
  await new Promise<void>((done) => witness.write(`\u001b[2J\u001b[H${text}`, done));
  return witness.buffer.active.cursorX;
}

/** Wide since a Unicode that is younger than the witness. */
const younger: readonly string[] = ['☶', '🧌', '🩷', '🪻'];

test('where terminals agree on a width, by code point and by cluster, it is ours', async () => {
  const wrong: string[] = [];
  let agreed = 0;
  for (const text of unicodeTexts.map(safeText)) {
    const [byPoint, byCluster] = [await cellsBy('15', text), await cellsBy('15-graphemes', text)];
    if (byPoint !== byCluster) continue;
    agreed += 1;
    if (cellWidth(text) !== byPoint && !younger.includes(text))
      wrong.push(`${told(text)}: ${cellWidth(text)}, not ${byPoint}`);
  }
  assert.deepEqual(wrong, []);
  assert.ok(agreed > 400, String(agreed));
});
