// What is printed for programs and people at a pipe: messages as the log has them, objects as the wire has them.
import { formatEntry } from '../protocol/index.ts';
import type { Message } from '../sdk/state.ts';
import { safeLines } from '../ui/safe-text.ts';

/** A message as the log shows it to people: everything before the tab. */
export function lineOf(message: Message): string {
  const [shown = ''] = formatEntry(message).split('\t');
  return safeLines(shown).join(' ');
}

/** Control characters of a line of JSON as escapes, so that a terminal prints and a parser reads the same. */
export function safeJson(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
