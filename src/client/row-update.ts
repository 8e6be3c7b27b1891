// What must be written so that one row of the screen becomes another: the cells that differ.
import { type CellRow, isDoubted } from './painted-cells.ts';

/** Equal cells between two changes that are written again: going over them would take as many bytes. */
const shortGap = 6;

const plain = '\u001b[m';
const clearToEnd = '\u001b[K';
const linkEnd = '\u001b]8;;\u001b\\';

/** `before` undefined: nothing is known of what stands there. `y` from 0. Empty: nothing to do. */
export function rowUpdate(before: CellRow | undefined, after: CellRow, y: number): string {
  const end = contentEnd(after);
  if (before === undefined)
    return goTo(y, 0) + clearFirst(after) + cellsText(after, 0, end) + clearRest(after, end);
  if (isSame(before, after)) return '';
  // Where a terminal may have drawn something wider or narrower than we think, all of it is new.
  if (before.isDoubtful || after.isDoubtful)
    return goTo(y, 0) + clearToEnd + cellsText(after, 0, end);
  const endBefore = contentEnd(before);
  let written = '';
  for (const [from, to] of changes(before, after, end)) {
    written +=
      (written === '' ? goTo(y, from) : `\u001b[${from + 1}G`) + cellsText(after, from, to);
  }
  if (endBefore <= end) return written;
  return `${written}${goTo(y, end)}${clearToEnd}`;
}

const clearFirst = ({ isDoubtful }: CellRow): string => (isDoubtful ? clearToEnd : '');

/** Nothing behind a full row: there the cursor stands on its last cell, which would be cleared. */
const clearRest = ({ texts }: CellRow, end: number): string =>
  end < texts.length ? clearToEnd : '';

/** The cursor to a cell, counted from 0. */
export function goTo(y: number, x: number): string {
  return x === 0 ? `\u001b[${y + 1}H` : `\u001b[${y + 1};${x + 1}H`;
}

export function isSame(one: CellRow, other: CellRow): boolean {
  const { texts, styles } = one;
  return (
    texts.length === other.texts.length &&
    texts.every((text, index) => text === other.texts[index]) &&
    styles.every((style, index) => style === other.styles[index])
  );
}

/** Behind the last cell that is not blank. */
function contentEnd({ texts, styles }: CellRow): number {
  let end = texts.length;
  while (end > 0 && texts[end - 1] === ' ' && styles[end - 1] === '') end -= 1;
  return end;
}

/** The parts before `end` that differ, each from the start of a grapheme to the end of one. */
function changes(before: CellRow, after: CellRow, end: number): [from: number, to: number][] {
  const found: [from: number, to: number][] = [];
  for (let column = 0; column < end; column += 1) {
    const isEqual =
      before.texts[column] === after.texts[column] &&
      before.styles[column] === after.styles[column];
    if (isEqual) continue;
    let from = column;
    while (from > 0 && after.texts[from] === '') from -= 1;
    let to = column + 1;
    while (to < end && after.texts[to] === '') to += 1;
    const last = found.at(-1);
    if (last && from - last[1] <= shortGap) last[1] = to;
    else found.push([from, to]);
    column = to - 1;
  }
  return found;
}

/** The cells with their styles, plain at the end; the cursor stands behind them. */
function cellsText({ texts, styles }: CellRow, from: number, to: number): string {
  let written = '';
  let style = '';
  for (let column = from; column < to; column += 1) {
    const text = texts[column] ?? ' ';
    if (text === '') continue;
    const wanted = styles[column] ?? '';
    if (wanted !== style) written += styleChange(style, wanted);
    style = wanted;
    written += text;
    // Wherever the terminal's cursor is now, what follows stands in its own column.
    if (text > '\u007f' && isDoubted(text)) written += `\u001b[${nextColumn(texts, column) + 1}G`;
  }
  return style === '' ? written : written + styleChange(style, '');
}

function nextColumn(texts: readonly string[], column: number): number {
  let next = column + 1;
  while (texts[next] === '') next += 1;
  return next;
}

function styleChange(before: string, after: string): string {
  const [, beforeLink = ''] = before.split(' ');
  const [codes = '', link = ''] = after.split(' ');
  const linkChange = link === beforeLink ? '' : link === '' ? linkEnd : `\u001b]8;${link}\u001b\\`;
  const isBarelyStyled = before === '' || before.startsWith(' ');
  const set = codes === '' ? plain : `\u001b[${isBarelyStyled ? '' : '0;'}${codes}m`;
  return before.split(' ')[0] === codes ? linkChange : set + linkChange;
}
