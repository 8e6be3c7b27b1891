// Which row is meant: the next that can be selected, the first of a day.
import { isSelectable } from '../../sdk/row.ts';
import type { Rows } from '../../sdk/rows.ts';

/** The first from `index` on, in that direction, that can be selected. */
export function selectableFrom(rows: Rows, index: number, by: 1 | -1): number | undefined {
  for (let at = index; at >= 0 && at < rows.length; at += by) {
    const row = rows.at(at);
    if (row && isSelectable(row)) return at;
  }
  return undefined;
}

/**
 * Where to go from a row by days: to the start of its day, or of the one before if it stands there; or to
 * the next day's. As many as there are rows: beyond the newest.
 */
export function dayStep(rows: Rows, from: number, by: 1 | -1): number {
  const day = rows.at(from)?.date ?? '';
  if (by === 1) return firstWhere(rows, (date) => date > day);
  const start = firstWhere(rows, (date) => date >= day);
  if (start < from) return start;
  const before = rows.at(Math.max(0, start - 1))?.date ?? '';
  return firstWhere(rows, (date) => date >= before);
}

function firstWhere(rows: Rows, isSo: (date: string) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(rows.at(middle)?.date ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}
