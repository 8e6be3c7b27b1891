// Whether a text names somebody: the name as a word, in any case.
import { foldName } from '../protocol/index.ts';

const letter = '\\p{L}\\p{M}\\p{N}_';

/**
 * `alice` is named in "Alice, look" and "@alice.", not in "alice-2", "malice" or "x.alice".
 */
export function isMention(text: string, name: string): boolean {
  const key = foldName(name);
  if (key === '') return false;
  const folded = foldName(text);
  if (!folded.includes(key)) return false;
  const before = `(?<![${letter}]|[${letter}][-.])`;
  const after = `(?![${letter}]|[-.][${letter}])`;
  return new RegExp(before + escapeForRegExp(key) + after, 'u').test(folded);
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.\\^$*+?()[\]{}|/]/g, '\\$&');
}
