// The selected message stands out, with colours and without.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { cellWidth } from '../../src/client/cells.ts';
import { layoutFor } from '../../src/client/layout.ts';
import { linesBefore, rowLines } from '../../src/client/row-lines.ts';
import { markSelected } from '../../src/client/selected-lines.ts';
import { createTheme } from '../../src/client/theme.ts';
import { themeFor } from './looks.ts';
import { rowOf } from './row-of.ts';

const text = 'a `b` 日本 https://example.org/a/long/one '.repeat(4);

for (const level of [0, 1, 2, 3] as const) {
  const theme = createTheme({ kind: 'auto', level });
  const layout = layoutFor(80, 24);
  const row = rowOf({ text, isMention: true, day: '2026-11-20', unread: 2 });
  const style = { layout, theme, me: 'b', hasLinks: true, times: 'HH:mm', names: 'right' } as const;

  test(`every line of a message is marked to the edges, with ${level === 0 ? 'no' : 4 ** level} colours`, () => {
    const lines = rowLines(row, style).slice(linesBefore(row));
    const marked = markSelected(lines, layout.mainWidth, theme);
    for (const [index, line] of marked.entries()) {
      const plain = stripVTControlCharacters(line);
      assert.equal(cellWidth(plain), layout.mainWidth);
      assert.equal(plain[0], '▌');
      assert.equal(plain.slice(1).trimEnd(), stripVTControlCharacters(lines[index] ?? '').slice(1));
      assert.notEqual(line, plain);
    }
  });
}

test('an empty line is marked too', () => {
  assert.equal(stripVTControlCharacters(markSelected([''], 5, themeFor(3))[0] ?? ''), '▌    ');
});
