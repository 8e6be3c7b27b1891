// A text as it is said aloud: its lines without those that are silent, with words for what code and quotations look like.
import { excerpt } from '../../sdk/words.ts';
import { paragraphsOf } from '../../ui/paragraphs.ts';

export interface TextPart {
  /** `code, 3 lines` before its first line, `quote`; empty: it is as it was said. */
  readonly note: string;
  readonly text: string;
}

/** At least one. */
export function partsOf(content: string): readonly TextPart[] {
  const paragraphs = paragraphsOf(content.split('\n'));
  const parts: TextPart[] = [];
  let label = '';
  for (const [index, { kind, text }] of paragraphs.entries()) {
    if (kind === 'label') label = ` in ${text}`;
    if (kind === 'label' || text.trim() === '') continue;
    if (kind !== 'code') {
      parts.push(
        kind === 'quote' ? { note: 'quote', text: text.slice(1).trim() } : { note: '', text },
      );
      continue;
    }
    const isFirst = parts.at(-1)?.note.startsWith('code') !== true || label !== '';
    parts.push({ note: isFirst ? codeWords(linesOfCode(paragraphs, index), label) : 'code', text });
    label = '';
  }
  return parts.length > 0 ? parts : [{ note: '', text: content }];
}

/** How it begins, in one line and without the marks of code and quotations, which would be spelt out. */
export function spokenExcerpt(content: string, maxLength: number): string {
  const texts = partsOf(content).map(({ text }) => text);
  return excerpt(texts.join(' '), maxLength);
}

type Paragraphs = ReturnType<typeof paragraphsOf>;

/** Those that are said, from that one on. */
function linesOfCode(paragraphs: Paragraphs, from: number): number {
  const end = paragraphs.findIndex(({ kind }, index) => index > from && kind !== 'code');
  const block = paragraphs.slice(from, end === -1 ? undefined : end);
  return block.filter(({ text }) => text.trim() !== '').length;
}

function codeWords(count: number, label: string): string {
  return count === 1 ? `code${label}` : `code${label}, ${count} lines`;
}
