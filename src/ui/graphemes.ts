// Grapheme clusters: what a reader takes for one character, and where one ends.

let madeSegmenter: Intl.Segmenter | undefined;
const printableAscii = /^[\x20-\x7e]*$/;

/** Made at its first use: the data behind it takes a while to load, and most texts do without. */
export function segmenter(): Intl.Segmenter {
  madeSegmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return madeSegmenter;
}

/** What a reader takes for one character, in order. */
export function graphemes(text: string): string[] {
  if (printableAscii.test(text)) return [...text];
  return Array.from(segmenter().segment(text), (part) => part.segment);
}

/** Where the grapheme that ends at or holds `index - 1` begins; 0 at the start. */
export function previousBoundary(text: string, index: number): number {
  if (index <= 0) return 0;
  return (
    segmenter()
      .segment(text)
      .containing(index - 1)?.index ?? 0
  );
}

/** Where the grapheme that begins at or holds `index` ends; the length at the end. */
export function nextBoundary(text: string, index: number): number {
  if (index >= text.length) return text.length;
  const part = segmenter().segment(text).containing(index);
  return part === undefined ? text.length : part.index + part.segment.length;
}
