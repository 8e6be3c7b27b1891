// A list to choose from, as lines over the end of the message pane.

import type { MenuItem } from '../ui/completion.ts';
import { safeText } from '../ui/safe-text.ts';
import { cellWidth, fitLeft, truncate } from './cells.ts';
import type { Theme } from './theme.ts';

export interface Menu {
  readonly items: readonly MenuItem[];
  /** -1: none yet. */
  readonly chosen: number;
}

const widestLabel = 0.45;

/** At most `height` lines, each `width` cells: the items around the one that is chosen. */
export function menuLines(
  { items, chosen }: Menu,
  width: number,
  height: number,
  theme: Theme,
): string[] {
  const from = Math.max(0, Math.min(chosen - Math.floor(height / 2), items.length - height));
  const shown = items.slice(from, from + height);
  const limit = Math.max(4, Math.floor(width * widestLabel));
  const labels = Math.min(
    limit,
    Math.max(0, ...shown.map(({ label }) => cellWidth(safeText(label)))),
  );
  const isLabelOnly = shown.every(({ note = '' }) => note === '');
  const labelWidth = isLabelOnly ? Math.max(1, width - 4) : labels;
  return shown.map(({ label, note = '' }, index) => {
    const isChosen = from + index === chosen;
    const name = fitLeft(safeText(label.replaceAll('\n', '⏎')), labelWidth);
    const rest = truncate(
      safeText(note.replaceAll('\n', ' ')),
      Math.max(0, width - labelWidth - 5),
    );
    const mark = isChosen ? theme.accent('▌') : ' ';
    return `${mark} ${isChosen ? theme.strong(name) : name}  ${theme.dim(rest)}`;
  });
}
