// How wide text is on a terminal: grapheme clusters and the cells they take.
import stringWidth from 'string-width';

const graphemeSegmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const printableAscii = /^[\x20-\x7e]*$/;

/** What a reader takes for one character, in order. */
export function graphemes(text: string): string[] {
  if (printableAscii.test(text)) return [...text];
  return Array.from(graphemeSegmenter.segment(text), (part) => part.segment);
}

/** The cells that `text` takes; a tab or control counts nothing, so make text safe first. */
export function cellWidth(text: string): number {
  return printableAscii.test(text) ? text.length : stringWidth(text);
}

/** Where the grapheme that ends at or holds `index - 1` begins; 0 at the start. */
export function previousBoundary(text: string, index: number): number {
  if (index <= 0) return 0;
  return graphemeSegmenter.segment(text).containing(index - 1)?.index ?? 0;
}

/** Where the grapheme that begins at or holds `index` ends; the length at the end. */
export function nextBoundary(text: string, index: number): number {
  if (index >= text.length) return text.length;
  const part = graphemeSegmenter.segment(text).containing(index);
  return part === undefined ? text.length : part.index + part.segment.length;
}

/** The longest prefix of whole graphemes that takes at most `width` cells. */
export function prefixOfWidth(text: string, width: number): string {
  if (printableAscii.test(text)) return text.slice(0, Math.max(0, width));
  let taken = 0;
  let end = 0;
  for (const { segment } of graphemeSegmenter.segment(text)) {
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
