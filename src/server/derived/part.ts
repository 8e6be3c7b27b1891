// A part of the log as questions are put to it: indexed, or still to be indexed and then read through.
import { parseEntry } from '../../protocol/log-line.ts';
import type { Entry } from '../../protocol/messages.ts';
import type { Range } from './lines.ts';
import { IndexDamaged, lowerBound } from './packed.ts';
import { readAt } from './source.ts';

/** Where a room is asked for, so can a view of one be (`viewOf`). Parts do not overlap: neither in the bytes of a file nor in the seqs of their entries. */
export interface Part extends Range {
  readonly isIndexed: boolean;
  /** Below the seq of every entry in it, and not below that of any entry before it. */
  readonly after: number;
  /** The greatest seq of its entries, or more. */
  readonly last: number;
  /** Entries of a room with a lower seq, newest first. */
  entriesBefore(room: string, before: number): Iterable<Entry>;
  /** Entries of a room with a greater seq, oldest first; at most so many. */
  entriesAfter(room: string, after: number, limit: number): readonly Entry[];
  /** The newest seq of a room below that one; 0: none. */
  lastSeqBefore(room: string, before: number): number;
  topicOf(room: string): Entry | undefined;
  entry(room: string, seq: number): Entry | undefined;
  /** Edits, deletions and reactions that point at these. */
  changesOf(room: string, targets: ReadonlySet<number>): readonly Entry[];
  findId(publicId: string): Entry | undefined;
  hashesOf(session: string): Iterable<number>;
}

/** Where some lines of a part start: seqs and offsets, both growing. */
export interface Places {
  readonly seqs: ArrayLike<number>;
  readonly offsets: ArrayLike<number>;
}

/** What was read last: a page asks for one entry after the other. */
export interface LastBlock {
  from: number;
  to: number;
  bytes: Buffer;
}

/**
 * The entry of that seq, from the log itself. Throws `IndexDamaged` where the log has no such line
 * there: then the index is not of this log, or not sound.
 */
export function readEntry(
  { source, end }: Range,
  { seqs, offsets }: Places,
  seq: number,
  block: LastBlock,
): Entry {
  const index = lowerBound(seqs, seq + 1) - 1;
  const from = offsets[index] as number;
  const to = (offsets[index + 1] as number | undefined) ?? end;
  if (index >= 0 && (block.from !== from || block.to !== to)) {
    Object.assign(block, { from, to, bytes: readAt(source.fd, from, to - from) });
  }
  const bytes = index < 0 ? Buffer.alloc(0) : block.bytes;
  const needle = Buffer.from(` ${seq} `);
  for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) {
    const start = bytes.lastIndexOf(0x0a, at) + 1;
    if (at - start !== timestampLength) continue;
    const lineEnd = bytes.indexOf(0x0a, at);
    const entry = parseEntry(bytes.toString('utf8', start, lineEnd < 0 ? bytes.length : lineEnd));
    // A copy: what was cut from the block would keep all of it in memory.
    if (entry?.seq === seq) return entry;
  }
  throw new IndexDamaged(`the log has no message ${seq} where the index says`);
}

const timestampLength = '2026-11-20T12:00:00.123Z'.length;
