// The help: commands and keys, below or beside one another.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellWidth } from '../../src/client/cells.ts';
import { helpLines } from '../../src/client/help-lines.ts';
import { themeFor } from './looks.ts';

const theme = themeFor(0);

test('on a wide screen commands and keys stand side by side, and no line goes over the edge', () => {
  for (const width of [39, 63, 99, 131, 132, 175]) {
    const lines = helpLines(width, theme);
    for (const line of lines.slice(1)) assert.ok(cellWidth(line) <= width, line);
    const isBeside = lines.some((line) => /Commands.* Keys/.test(line));
    assert.equal(isBeside, width >= 132, `${width}`);
    assert.ok(lines.some((line) => /Ctrl-C Ctrl-C +quit/.test(line)) || width < 40);
  }
  assert.ok(helpLines(175, theme).length < 50);
});
