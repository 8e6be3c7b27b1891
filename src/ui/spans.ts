// What parts of a line of text are: code, a link, one's own name, a word set off by its writer.
import { linksIn } from './links.ts';

/** A part of a text that is not plain. */
export interface Span {
  readonly kind: 'lead' | 'code' | 'link' | 'mention' | 'strong';
  readonly start: number;
  readonly end: number;
}

type Kind = Span['kind'];
type Range = Omit<Span, 'kind'>;

// As many backticks behind as before, and something between.
const code = /(?<!`)(`+)(?!`)[^`](?:.*?[^`])?\1(?!`)/gu;
// Only where nothing else can be meant: words between stars that stand apart, no path, no sum.
const strong =
  /(?<=^|[\s("'])\*(?=[\p{L}\p{N}])[^*`/]{0,80}(?<=[\p{L}\p{N}.!?])\*(?=$|[\s)"'.,:;!?])/gu;

const mayHoldAny = /[`*:]/;

/**
 * The parts of a line that are not plain, in order; none overlaps another.
 * @param mention what finds one's own name, where it is said (`mentionPattern`)
 */
export function spansOf(text: string, mention?: RegExp): Span[] {
  if (mention === undefined && !mayHoldAny.test(text)) return [];
  const spans: Span[] = [];
  const add = (kind: Kind, ranges: readonly Range[]): void => {
    for (const { start, end } of ranges) {
      if (spans.every((span) => end <= span.start || start >= span.end))
        spans.push({ kind, start, end });
    }
  };
  if (text.includes('`')) add('code', rangesOf(text, code));
  if (text.includes(':')) add('link', linksIn(text));
  if (mention !== undefined) add('mention', rangesOf(text, mention));
  if (text.includes('*')) add('strong', rangesOf(text, strong));
  return spans.sort((one, other) => one.start - other.start);
}

const letter = '\\p{L}\\p{M}\\p{N}_';

/** Finds a name where it is said as a word, in any case, with the `@` before it. */
export function mentionPattern(name: string): RegExp | undefined {
  if (name === '') return undefined;
  const escaped = name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(
    `(?<![${letter}]|[${letter}][-.])@?${escaped}(?![${letter}]|[-.][${letter}])`,
    'giu',
  );
}

function rangesOf(text: string, pattern: RegExp): Range[] {
  return Array.from(text.matchAll(pattern), ({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}
