// Where the line being written stands on the screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellWidth } from '../../src/client/cells.ts';
import { inputView } from '../../src/client/input-view.ts';
import { edits, emptyEditor, insert } from '../../src/client/line-editor.ts';
import { fc } from '../support/generated.ts';

test('a short text is one line with the cursor behind it', () => {
  assert.deepEqual(inputView(insert(emptyEditor, 'héllo'), 20, 3), {
    lines: ['héllo'],
    cursor: { x: 5, y: 0 },
  });
});

test('a long one is broken, and a cell stays free for the cursor', () => {
  assert.deepEqual(inputView(insert(emptyEditor, 'abcdef'), 4, 3), {
    lines: ['abc', 'def'],
    cursor: { x: 3, y: 1 },
  });
});

test('wide characters move the cursor by their cells', () => {
  assert.deepEqual(inputView(insert(emptyEditor, '日本👨‍👩‍👧'), 20, 3).cursor, { x: 6, y: 0 });
});

test("lines of one's own are lines", () => {
  const view = inputView(edits.left(insert(emptyEditor, 'a\nb')), 10, 3);
  assert.deepEqual(view, { lines: ['a', 'b'], cursor: { x: 0, y: 1 } });
});

test('more lines than fit are scrolled to the cursor', () => {
  const editor = insert(emptyEditor, '1\n2\n3\n4');
  assert.deepEqual(inputView(editor, 10, 2), { lines: ['3', '4'], cursor: { x: 1, y: 1 } });
  assert.deepEqual(inputView({ ...editor, cursor: 0 }, 10, 2), {
    lines: ['1', '2'],
    cursor: { x: 0, y: 0 },
  });
});

test('the cursor is on the screen, whatever is written', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.nat(),
      fc.integer({ min: 3, max: 20 }),
      fc.integer({ min: 1, max: 4 }),
      (text, back, width, maxRows) => {
        let editor = insert(emptyEditor, text);
        for (let step = 0; step < back % 10; step += 1) editor = edits.left(editor);
        const { lines, cursor } = inputView(editor, width, maxRows);
        assert.ok(
          lines.length <= maxRows &&
            cursor.y < lines.length &&
            cursor.y >= 0 &&
            cursor.x < Math.max(width, 13),
        );
        for (const line of lines) assert.ok(cellWidth(line) < Math.max(width, 13));
      },
    ),
  );
});
