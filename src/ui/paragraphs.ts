// The lines of a message by what they are: prose, a quotation, code between fences.

export interface Paragraph {
  readonly kind: 'prose' | 'quote' | 'code' | 'label';
  readonly text: string;
}

const fence = /^ {0,3}``` *([\w+#.-]{0,24}) *$/;
const endOfFence = /^ {0,3}``` *$/;
const quotation = /^> ?\S/;

/**
 * The lines of a text. Fences are not among them; what stands between two is code, and below what
 * its language is called. A fence without an end, or with nothing before it, is prose.
 */
export function paragraphsOf(lines: readonly string[]): Paragraph[] {
  const lastEnd = lines.findLastIndex((line) => endOfFence.test(line));
  const paragraphs: Paragraph[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const text = lines[index] ?? '';
    const label = index < lastEnd ? fence.exec(text)?.[1] : undefined;
    const end = label === undefined ? index : endAfter(lines, index);
    if (label === undefined || end === index + 1) {
      paragraphs.push({ kind: quotation.test(text) ? 'quote' : 'prose', text });
      continue;
    }
    if (label !== '') paragraphs.push({ kind: 'label', text: label });
    for (let inside = index + 1; inside < end; inside += 1)
      paragraphs.push({ kind: 'code', text: lines[inside] ?? '' });
    index = end;
  }
  return paragraphs;
}

function endAfter(lines: readonly string[], index: number): number {
  return lines.findIndex((line, place) => place > index && endOfFence.test(line));
}
