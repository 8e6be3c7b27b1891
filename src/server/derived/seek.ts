// Where in a part of a file a seq begins: by halves, as seqs grow with the lines.
import { parseEntry } from '../../protocol/log-line.ts';
import { allLines, lineStartBefore, linesWith, type Range } from './lines.ts';
import { readAt } from './source.ts';

/** What is left at last is read through. */
const closeBytes = 65_536;
const probeBytes = 65_536;

/** Where the first entry of that seq or a greater one starts; lines that are no entries are passed over. */
export function startOfSeq(range: Range, seq: number): number {
  let low = range.start;
  let high = range.end;
  while (high - low > closeBytes) {
    const middle = lineStartBefore(range, low + Math.floor((high - low) / 2));
    const found = middle > low ? seqFrom(range, middle, high) : undefined;
    if (found !== undefined && found < seq) low = middle;
    else if (middle > low) high = middle;
    else break;
  }
  return endOfLess(range, low, seq);
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

/** From `low` on, where the first entry of that seq or a greater one starts; the end where there is none. */
function endOfLess({ source, end }: Range, low: number, seq: number): number {
  for (const { text, start } of allLines({ source, start: low, end })) {
    if ((parseEntry(text)?.seq ?? 0) >= seq) return start;
  }
  return end;
}

/** The seq of the first entry at or after a line's start. */
function seqFrom({ source }: Range, from: number, to: number): number | undefined {
  for (let start = from; start < to; ) {
    const text = readAt(source.fd, start, Math.min(probeBytes, to - start)).toString('utf8');
    for (const line of text.split('\n')) {
      const entry = parseEntry(line);
      if (entry) return entry.seq;
    }
    // A whole probe without an entry: what follows is looked at too, whatever it takes.
    start += probeBytes;
  }
  return undefined;
}
