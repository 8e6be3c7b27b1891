// The line being written, as it stands on the screen: broken to the width, with the cursor's cell.

import { graphemes } from '../ui/graphemes.ts';
import { safeText } from '../ui/safe-text.ts';
import { cellWidth } from './cells.ts';
import type { Editor } from './line-editor.ts';

export interface InputView {
  readonly lines: readonly string[];
  readonly cursor: { readonly x: number; readonly y: number };
}

/** Breaks anywhere, so that the cursor's cell is where the eye expects it; at most `maxRows` lines. */
export function inputView(editor: Editor, width: number, maxRows: number): InputView {
  const lines: string[] = [''];
  let cursor = { x: 0, y: 0 };
  let x = 0;
  let index = 0;
  const breakLine = (): void => {
    lines.push('');
    x = 0;
  };
  for (const grapheme of graphemes(editor.text)) {
    const shown = grapheme === '\n' ? '' : safeText(grapheme);
    const cells = cellWidth(shown);
    // One cell stays free for the cursor behind the last character.
    if (x + cells >= width && x > 0) breakLine();
    if (index === editor.cursor) cursor = { x, y: lines.length - 1 };
    if (grapheme === '\n') breakLine();
    lines[lines.length - 1] += shown;
    x += cells;
    index += grapheme.length;
  }
  if (index === editor.cursor) cursor = { x, y: lines.length - 1 };
  return scrolledTo(lines, cursor, maxRows);
}

function scrolledTo(
  lines: readonly string[],
  cursor: InputView['cursor'],
  maxRows: number,
): InputView {
  const from = Math.min(Math.max(0, lines.length - maxRows), cursor.y);
  return { lines: lines.slice(from, from + maxRows), cursor: { x: cursor.x, y: cursor.y - from } };
}
