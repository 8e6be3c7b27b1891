// A painted line as cells: what stands in each column, in which style. What is no style is dropped.

import { graphemes } from '../ui/graphemes.ts';
import { cellWidth } from './cells.ts';

/** One row of the screen. Both lists are as long as the row is wide. */
export interface CellRow {
  /** A grapheme in its first column; empty: the rest of a wide one. */
  readonly texts: readonly string[];
  /** What sets the style of each: `1;38;5;7`, and behind a space the link; empty: plain. */
  readonly styles: readonly string[];
  /** Terminals disagree about the width of something in it. */
  readonly isDoubtful: boolean;
}

/** A piece of a row: painted text that has so many columns from `x` on. */
export interface Piece {
  readonly x: number;
  readonly width: number;
  readonly painted: string;
}

// A style, a link, any other sequence (which nobody has painted), text. A letter of ASCII belongs to
// the marks that follow it: é may be two characters, 1️⃣ three.
const token =
  /\u001b\[([\d;]*)m|\u001b\]8;([^;\u0007\u001b]*);([^\u0007\u001b]*)(?:\u0007|\u001b\\)|\u001b(?:\[[^@-~]*[@-~]?|[^[]?)|([\x20-\x7e]+(?![^\u001b\x20-\x7e]))|([\x20-\x7e]?[^\u001b\x20-\x7e]+)/g;

/** The row that the pieces make; a later one lies over an earlier one, nothing goes over its edges. */
export function rowOf(pieces: readonly Piece[], columns: number): CellRow {
  const texts = Array<string>(columns).fill(' ');
  const styles = Array<string>(columns).fill('');
  let isDoubtful = false;
  for (const { x, width, painted } of pieces) {
    const end = Math.min(columns, x + width);
    clear(texts, styles, x, end);
    let column = x;
    let style = '';
    let link = '';
    for (const match of painted.matchAll(token)) {
      const [, params, linkParams, uri, ascii, other] = match;
      if (params !== undefined) style = styleAfter(style, params);
      else if (uri !== undefined) link = uri === '' ? '' : ` ${linkParams};${uri}`;
      for (const text of ascii ?? (other === undefined ? [] : graphemes(other))) {
        const cells = ascii === undefined ? cellWidth(text) : 1;
        if (cells === 0 || isControl(text)) continue;
        if (column + cells > end) break;
        if (ascii === undefined && isDoubted(text)) isDoubtful = true;
        texts[column] = text;
        texts.fill('', column + 1, column + cells);
        styles.fill(style + link, column, column + cells);
        column += cells;
      }
    }
  }
  return { texts, styles, isDoubtful };
}

/** What a wide one that is half covered leaves is blank. */
function clear(texts: string[], styles: string[], from: number, to: number): void {
  if (texts[to] === '') texts[to] = ' ';
  if (texts[from] === '' && from > 0) texts[from - 1] = ' ';
  texts.fill(' ', from, to);
  styles.fill('', from, to);
}

/** Nothing that is on a screen: the last line of defence. */
function isControl(text: string): boolean {
  const code = text.charCodeAt(0);
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

// Terminals count these in different ways, and all that is made of several characters.
const pictograph = /\p{Extended_Pictographic}|\p{Emoji_Presentation}/u;

export function isDoubted(grapheme: string): boolean {
  const codePoint = grapheme.codePointAt(0) ?? 0;
  const isSingle = grapheme.length === (codePoint > 0xffff ? 2 : 1);
  return !isSingle || (codePoint > 0xff && pictograph.test(grapheme));
}

/** So many steps from style to style are remembered. */
const maxSteps = 4096;
const steps = new Map<string, string>();

function styleAfter(style: string, params: string): string {
  const key = `${style} ${params}`;
  const known = steps.get(key);
  if (known !== undefined) return known;
  if (steps.size >= maxSteps) steps.clear();
  const next = stepped(style, params);
  steps.set(key, next);
  return next;
}

/** Which codes end which: `22` ends bold and dim. */
const ends: Readonly<Record<number, readonly number[]>> = {
  22: [1, 2],
  23: [3],
  24: [4],
  27: [7],
  29: [9],
};

/** The style as its parts, each under what it sets: 1 bold, 38 colour, 48 ground. */
function stepped(style: string, params: string): string {
  const parts = new Map<number, string>();
  const codes = [...style.split(';'), ...(params === '' ? ['0'] : params.split(';'))].filter(
    Boolean,
  );
  while (codes.length > 0) {
    const code = Number(codes.shift());
    if (code === 0) parts.clear();
    else if (code === 38 || code === 48) {
      const rest = codes.splice(0, codes[0] === '2' ? 4 : 2);
      parts.set(code, [code, ...rest].join(';'));
    } else if (isBetween(code, 30, 37) || isBetween(code, 90, 97)) parts.set(38, String(code));
    else if (isBetween(code, 40, 47) || isBetween(code, 100, 107)) parts.set(48, String(code));
    else if (code === 39) parts.delete(38);
    else if (code === 49) parts.delete(48);
    else if (ends[code]) for (const ended of ends[code]) parts.delete(ended);
    else if (isBetween(code, 1, 9)) parts.set(code, String(code));
  }
  return [...parts]
    .sort(([one], [other]) => one - other)
    .map(([, part]) => part)
    .join(';');
}

const isBetween = (value: number, low: number, high: number): boolean =>
  value >= low && value <= high;
