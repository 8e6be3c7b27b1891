// The last words of a server that did not start, out of what it told its operator.
import { readKept } from './kept-file.ts';

/** More than it has grown to where a start fails. */
const maxBytes = 4 * 1024 * 1024;

/** What stands before the line that says why; help may follow it. */
const ofItsEnd = /^(?:chat-server|error): /;

/** @param from where in the file the start began, in bytes; undefined: it said nothing */
export function lastTalk(path: string, from: number): string | undefined {
  const kept = readKept(path, maxBytes);
  if ('problem' in kept) return undefined;
  const said = Buffer.from(kept.text).subarray(from).toString();
  const lines = said
    .split('\n')
    .map(wordsIn)
    .filter((line) => line !== '');
  const last = lines.findLast((line) => ofItsEnd.test(line)) ?? lines.at(-1);
  return last?.replace(ofItsEnd, '');
}

/** Lines of its log are objects; what ends it is a line for people. */
function wordsIn(line: string): string {
  try {
    const { msg } = JSON.parse(line) as { msg?: unknown };
    return String(msg ?? '');
  } catch {
    return line.replace(/\p{Cc}+/gu, ' ').trim();
  }
}
