// How wide text is on a terminal: the cells that grapheme clusters take.
import stringWidth from 'string-width';
import { graphemes, segmenter } from '../ui/graphemes.ts';

const printableAscii = /^[\x20-\x7e]*$/;

export function isPrintableAscii(text: string): boolean {
  return printableAscii.test(text);
}

/** The cells that `text` takes; a tab or control counts nothing, so make text safe first. */
export function cellWidth(text: string): number {
  if (printableAscii.test(text)) return text.length;
  // Mostly it is one grapheme that is asked for, and one that was measured before.
  const known = text.length <= maxRemembered ? widths.get(text) : undefined;
  if (known !== undefined) return known;
  let cells = 0;
  for (let index = 0; index < text.length; index += 1) {
    const simple = simpleWidth(text.charCodeAt(index));
    if (simple === 0) {
      // It may join the one before it.
      const from = Math.max(0, index - 1);
      const counted = index === 0 ? 0 : simpleWidth(text.charCodeAt(from));
      return graphemes(text.slice(from)).reduce(
        (sum, grapheme) => sum + clusterWidth(grapheme),
        cells - counted,
      );
    }
    cells += simple;
  }
  return cells;
}

const flag = /^\p{Regional_Indicator}{2}$/u;
// A conjunct of Indic letters, the vowel AM of Thai and Lao: letters that join the one before them.
const joinedLetter = /(?!\p{Script=Hangul})\p{Lo}/gu;

/**
 * As terminals draw it: of an emoji one cell or two; of letters the sum of what each takes, for
 * nearly all of them give a letter a cell of its own, whatever it joins.
 */
function clusterWidth(cluster: string): number {
  const simple = cluster.length === 1 ? simpleWidth(cluster.charCodeAt(0)) : 0;
  if (simple > 0) return simple;
  const known = widths.get(cluster);
  if (known !== undefined) return known;
  if (widths.size >= maxWidths) widths.clear();
  const width = measured(cluster);
  if (cluster.length <= maxRemembered) widths.set(cluster, width);
  return width;
}

/** To measure one takes 10 µs, and a text has each of its letters many times: a long one in Arabic took 100 ms. */
const widths = new Map<string, number>();
const maxWidths = 4096;
/** In UTF-16 units: of what has no end none is remembered. */
const maxRemembered = 32;

function measured(cluster: string): number {
  if (flag.test(cluster)) return 2;
  const joined = cluster.slice(1).match(joinedLetter)?.length ?? 0;
  return stringWidth(cluster) + joined;
}

/** Of characters that never join others: Latin, Cyrillic, Han, kana, whole Hangul syllables, signs; else 0. */
function simpleWidth(unit: number): 0 | 1 | 2 {
  if (unit < 0x20) return 0;
  if (unit < 0x7f) return 1;
  if (unit < 0x300) return unit > 0xa0 && unit !== 0xad ? 1 : 0;
  if (unit < 0x2e80) return (unit >= 0x400 && unit < 0x482) || isSign(unit) ? 1 : 0;
  if (unit >= 0x4e00 && unit <= 0x9fff) return 2;
  if (unit >= 0xac00 && unit <= 0xd7a3) return 2;
  return (unit >= 0x3041 && unit <= 0x3096) || (unit >= 0x30a1 && unit <= 0x30fa) ? 2 : 0;
}

/** Box drawing, and what else stands on our own screen: the first frame needs no more. */
function isSign(unit: number): boolean {
  return (unit >= 0x2500 && unit <= 0x257f) || signs.includes(String.fromCharCode(unit));
}

const signs = '●○·…▌►↑↓↳✎✗⏎–—‘’“”';

/** The longest prefix of whole graphemes that takes at most `width` cells. */
export function prefixOfWidth(text: string, width: number): string {
  if (printableAscii.test(text)) return text.slice(0, Math.max(0, width));
  let taken = 0;
  let end = 0;
  for (const { segment } of segmenter().segment(text)) {
    taken += cellWidth(segment);
    if (taken > width) break;
    end += segment.length;
  }
  return text.slice(0, end);
}

/** `text` in at most `width` cells; what does not fit is replaced by one `…`. */
export function truncate(text: string, width: number): string {
  if (cellWidth(text) <= width) return text;
  return width < 1 ? '' : `${prefixOfWidth(text, width - 1)}…`;
}

/** Of a text that is cut fewer cells say nothing. */
const shortestCut = 8;

/** `text` and then `tail` in at most `width` cells; what is cut is `text`, where enough of it is left. */
export function truncateBefore(tail: string, text: string, width: number): string {
  const free = width - cellWidth(tail);
  return truncate((free < shortestCut ? text : truncate(text, free)) + tail, width);
}

/** As many of the parts, from the first on, as fit into `width` cells; the first is cut rather than left out. */
export function joinFitting(parts: readonly string[], separator: string, width: number): string {
  const [first = '', ...rest] = parts;
  let joined = truncate(first, width);
  for (const part of rest) {
    const longer = joined + separator + part;
    if (cellWidth(longer) > width) return joined;
    joined = longer;
  }
  return joined;
}

/** `text` cut or filled with spaces on its right to exactly `width` cells. */
export function fitLeft(text: string, width: number): string {
  const cut = truncate(text, width);
  return cut + ' '.repeat(Math.max(0, width - cellWidth(cut)));
}

/** `text` cut or filled with spaces on its left to exactly `width` cells. */
export function fitRight(text: string, width: number): string {
  const cut = truncate(text, width);
  return ' '.repeat(Math.max(0, width - cellWidth(cut))) + cut;
}
