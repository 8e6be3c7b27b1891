// Which lines of the timeline stand in the pane: a window held to a row, so that nothing jumps.

/** Rows from oldest to newest, made into lines only where they are looked at. */
export interface Rows {
  readonly count: number;
  /** What names a row as long as it exists. */
  keyAt(index: number): string;
  /** Where the row of that name stands; -1 when it is gone. */
  indexOf(key: string): number;
  /** The lines of a row; at least one. */
  linesAt(index: number): readonly string[];
}

/** The pane's last line: the newest there is, or a certain line of a certain row. */
export type Anchor = 'bottom' | { readonly key: string; readonly line: number };

/** A line by its row and its place in it. */
interface Place {
  readonly row: number;
  readonly line: number;
}

export interface Window {
  readonly lines: readonly string[];
  /** The oldest row in it; 0 where there is none. */
  readonly firstRow: number;
  /** The newest line is in it. */
  readonly hasLast: boolean;
  /** The newest row in it; -1 where there is none. */
  readonly lastRow: number;
}

/** The lines that stand in a pane of `height`, oldest first; fewer where there are no more. */
export function windowOf(rows: Rows, anchor: Anchor, height: number): Window {
  const bottom = bottomPlace(rows, anchor, height);
  if (bottom === undefined) return { lines: [], firstRow: 0, hasLast: true, lastRow: -1 };
  const { row, line } = bottom;
  const picked: (readonly string[])[] = [rows.linesAt(row).slice(0, line + 1)];
  let taken = line + 1;
  let first = row;
  while (taken < height && first > 0) {
    first -= 1;
    const lines = rows.linesAt(first);
    picked.push(lines);
    taken += lines.length;
  }
  return {
    lines: picked
      .reverse()
      .flat()
      .slice(Math.max(0, taken - height)),
    firstRow: first,
    hasLast: isLast(rows, bottom),
    lastRow: row,
  };
}

/** The anchor `delta` lines on (older where negative), held so that the pane stays full. */
export function scrolled(rows: Rows, anchor: Anchor, delta: number, height: number): Anchor {
  const bottom = bottomPlace(rows, anchor, height);
  if (bottom === undefined) return 'bottom';
  const moved = delta < 0 ? back(rows, bottom, -delta) : forward(rows, bottom, delta);
  return anchorAt(rows, kept(rows, moved, height));
}

/** The anchor that shows the oldest rows held. */
export function atFirst(rows: Rows, height: number): Anchor {
  return rows.count === 0 ? 'bottom' : anchorAt(rows, kept(rows, { row: 0, line: 0 }, height));
}

/** The anchor that shows the row in the middle of the pane. */
export function around(rows: Rows, key: string, height: number): Anchor {
  const row = rows.indexOf(key);
  if (row === -1) return fixed(rows, 'bottom');
  const bottom = forward(rows, { row, line: 0 }, Math.floor(height / 2));
  return fixed(rows, anchorAt(rows, kept(rows, bottom, height)));
}

/** The anchor that has the row in the pane, moved no further than it must. */
export function showing(rows: Rows, anchor: Anchor, index: number, height: number): Anchor {
  const bottom = bottomPlace(rows, anchor, height);
  if (bottom === undefined) return 'bottom';
  const top = back(rows, bottom, height - 1);
  const last = { row: index, line: rows.linesAt(index).length - 1 };
  const first = { row: index, line: 0 };
  if (isBefore(first, top))
    return anchorAt(rows, kept(rows, forward(rows, first, height - 1), height));
  if (!isBefore(bottom, last)) return anchor;
  // Of a row that is higher than the pane the beginning.
  const wanted = last.line < height ? last : forward(rows, first, height - 1);
  return anchorAt(rows, kept(rows, wanted, height));
}

/** The anchor that has the row at the top of the pane. */
export function atTop(rows: Rows, index: number, height: number): Anchor {
  const bottom = forward(rows, { row: index, line: 0 }, height - 1);
  return anchorAt(rows, kept(rows, bottom, height));
}

/** The anchor that stays where it is when newer rows come; one whose row is gone is at the newest. */
export function fixed(rows: Rows, anchor: Anchor): Anchor {
  const isHeld = anchor !== 'bottom' && rows.indexOf(anchor.key) !== -1;
  if (isHeld || rows.count === 0) return anchor;
  const { row, line } = lastPlace(rows);
  return { key: rows.keyAt(row), line };
}

function bottomPlace(rows: Rows, anchor: Anchor, height: number): Place | undefined {
  if (rows.count === 0) return undefined;
  const last = lastPlace(rows);
  if (anchor === 'bottom') return last;
  const row = rows.indexOf(anchor.key);
  if (row === -1) return last;
  const line = Math.min(anchor.line, rows.linesAt(row).length - 1);
  return kept(rows, { row, line }, height);
}

/** `place`, or as far below it as the pane needs in order not to show a gap at its top. */
function kept(rows: Rows, place: Place, height: number): Place {
  let above = place.line + 1;
  for (let row = place.row - 1; row >= 0; row -= 1) {
    if (above >= height) return place;
    above += rows.linesAt(row).length;
  }
  return above >= height ? place : forward(rows, place, height - above);
}

function back(rows: Rows, from: Place, count: number): Place {
  let { row, line } = from;
  let left = count;
  while (left > line && row > 0) {
    left -= line + 1;
    row -= 1;
    line = rows.linesAt(row).length - 1;
  }
  return { row, line: Math.max(0, line - left) };
}

function forward(rows: Rows, from: Place, count: number): Place {
  let { row, line } = from;
  let left = count;
  for (;;) {
    const below = rows.linesAt(row).length - 1 - line;
    if (left <= below) return { row, line: line + left };
    if (row === rows.count - 1) return { row, line: line + below };
    left -= below + 1;
    row += 1;
    line = 0;
  }
}

function isBefore(one: Place, other: Place): boolean {
  return one.row < other.row || (one.row === other.row && one.line < other.line);
}

function lastPlace(rows: Rows): Place {
  const row = rows.count - 1;
  return { row, line: rows.linesAt(row).length - 1 };
}

function isLast(rows: Rows, place: Place): boolean {
  return place.row === rows.count - 1 && place.line === rows.linesAt(place.row).length - 1;
}

function anchorAt(rows: Rows, place: Place): Anchor {
  return isLast(rows, place) ? 'bottom' : { key: rows.keyAt(place.row), line: place.line };
}
