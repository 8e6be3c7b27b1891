// Where in a part of a file a seq or a time begins: by halves, as both grow with the lines.
import { parseEntry } from '../../protocol/log-line.ts';
import type { Entry } from '../../protocol/messages.ts';
import { allLines, lineStartBefore, linesWith, type Range } from './lines.ts';
import { readAt } from './source.ts';

/** What is left at last is read through. */
const closeBytes = 65_536;
const probeBytes = 65_536;

/** Where the first entry of that seq or a greater one starts; lines that are no entries are passed over. */
export function startOfSeq(range: Range, seq: number): number {
  return startOf(range, (entry) => entry.seq >= seq);
}

/** The first entry that was said then or later. @param at ISO 8601 as the log has it */
export function entrySince(range: Range, at: string): Entry | undefined {
  const { source, end } = range;
  const start = startOf(range, ({ timestamp }) => timestamp >= at);
  for (const { text } of allLines({ source, start, end })) {
    const entry = parseEntry(text);
    if (entry) return entry;
  }
  return undefined;
}

/** @param isThere holds for every entry from the one that is looked for on, and for none before it */
function startOf(range: Range, isThere: (entry: Entry) => boolean): number {
  let low = range.start;
  let high = range.end;
  while (high - low > closeBytes) {
    const middle = lineStartBefore(range, low + Math.floor((high - low) / 2));
    const found = middle > low ? entryFrom(range, middle, high) : undefined;
    if (found !== undefined && !isThere(found)) low = middle;
    else if (middle > low) high = middle;
    else break;
  }
  return endOfLess(range, low, isThere);
}

/**
 * What entries from a line's start on are greater than, as those before it tell: of the last three the
 * middle one, as one of them may be out of order. 0 where there is none.
 */
export function seqBefore(range: Range, position: number): number {
  const seqs: number[] = [];
  for (const { text } of linesWith({ ...range, end: position }, Buffer.from(' '))) {
    const entry = parseEntry(text);
    if (entry && seqs.push(entry.seq) === 3) break;
  }
  return seqs.sort((one, other) => one - other)[seqs.length >> 1] ?? 0;
}

/** From `low` on, where the first entry that is there starts; the end where there is none. */
function endOfLess(
  { source, end }: Range,
  low: number,
  isThere: (entry: Entry) => boolean,
): number {
  for (const { text, start } of allLines({ source, start: low, end })) {
    const entry = parseEntry(text);
    if (entry && isThere(entry)) return start;
  }
  return end;
}

/** The first entry at or after a line's start. */
function entryFrom({ source }: Range, from: number, to: number): Entry | undefined {
  for (let start = from; start < to; ) {
    const text = readAt(source.fd, start, Math.min(probeBytes, to - start)).toString('utf8');
    for (const line of text.split('\n')) {
      const entry = parseEntry(line);
      if (entry) return entry;
    }
    // A whole probe without an entry: what follows is looked at too, whatever it takes.
    start += probeBytes;
  }
  return undefined;
}
