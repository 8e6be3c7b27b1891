// The lines of the message that keys act on, marked so that the eye finds them on any terminal.
import { cellWidth } from './cells.ts';
import type { Theme } from './theme.ts';

// What the client itself puts into its lines; nothing from others has an escape in it.
const paint = /\u001b\[[\d;:]*m|\u001b\]8;[^\u001b]*\u001b\\/g;
const firstCell = /^((?:\u001b\[[\d;:]*m)*)[^\u001b]/u;

/**
 * The lines with a mark in their first cell, which holds nothing but marks, and set off to the full
 * `width`. Give it the lines of the message without those of `linesBefore`.
 */
export function markSelected(lines: readonly string[], width: number, theme: Theme): string[] {
  return lines.map((line) => {
    const rest = line.replace(firstCell, '$1');
    const cells = cellWidth(line.replace(paint, '')) || 1;
    const filled = rest + ' '.repeat(Math.max(0, width - cells));
    return theme.accent('▌') + theme.selected(filled);
  });
}
