// Pages of a room's history, read straight from the file: binary search by `seq`, then block by block.

import { parseEntry } from '../../protocol/log-line.ts';
import type { Entry, Message } from '../../protocol/messages.ts';
import type { LogLimits } from './limits.ts';
import { afterNewline, type Block, blocksBackward, blocksForward } from './line-blocks.ts';
import type { LogFile } from './log-file.ts';

/** What a page is read from: committed bytes only, and no message after `last`. */
export interface Source {
  readonly file: LogFile;
  /** The last committed `seq`. */
  readonly last: number;
  /** Between which messages the room lies in this file (0: nowhere), where that is known: saves reading on. */
  readonly span: { readonly first: number; readonly last: number } | undefined;
  readonly limits: LogLimits;
}

/** The newest `limit` messages of a room before `before`, oldest first. */
export async function pageBefore(
  source: Source,
  room: string,
  before: number,
  limit: number,
): Promise<Message[]> {
  const until = Math.min(before, (source.span?.last ?? source.last) + 1);
  if (source.span?.first === 0 || until <= (source.span?.first ?? 0) || limit < 1) return [];
  const end = await seek(source, until);
  // One more than asked for: its `seq` is the `prev` of the oldest that is given.
  const found = await collectBackward(source, room, end, until, limit + 1);
  const page = found.slice(-limit);
  return placed(page, found.length > limit ? (found[0]?.seq ?? 0) : carriedPrev(source, room));
}

/** The oldest `limit` messages of a room after `after`, oldest first. */
export async function pageAfter(
  source: Source,
  room: string,
  after: number,
  limit: number,
): Promise<Message[]> {
  if (source.span?.first === 0 || after >= (source.span?.last ?? source.last) || limit < 1)
    return [];
  const start = await seek(source, Math.max(after + 1, source.span?.first ?? 1));
  const page = await collectForward(source, room, start, after, limit);
  const first = page[0];
  if (first === undefined) return [];
  if (first.seq === source.span?.first) return placed(page, carriedPrev(source, room));
  const before = await collectBackward(source, room, start, first.seq, 1);
  return placed(page, before[0]?.seq ?? carriedPrev(source, room));
}

function carriedPrev({ file }: Source, room: string): number {
  return file.carried.get(room) ?? 0;
}

/** A file put in place by hand may hold what it is thought to go on from: then nothing is before it. */
function placed(entries: readonly Entry[], before: number): Message[] {
  const firstPrev = before < (entries[0]?.seq ?? 0) ? before : 0;
  return entries.map((entry, index) => ({ ...entry, prev: entries[index - 1]?.seq ?? firstPrev }));
}

/** Up to `wanted` entries of the room in the lines before `end` with a `seq` before `before`, oldest first. */
async function collectBackward(
  { file, span, limits }: Source,
  room: string,
  end: number,
  before: number,
  wanted: number,
): Promise<Entry[]> {
  const found: Entry[] = [];
  let next = before;
  for await (const block of blocksBackward(file, 0, end, limits)) {
    for (const entry of roomEntriesBackward(block, room)) {
      if (entry.seq >= next) continue;
      found.push(entry);
      next = entry.seq;
      if (found.length === wanted || next === span?.first) return found.reverse();
    }
  }
  return found.reverse();
}

/** Up to `wanted` entries of the room in the lines from `start` on with a `seq` after `after`, oldest first. */
async function collectForward(
  { file, last, span, limits }: Source,
  room: string,
  start: number,
  after: number,
  wanted: number,
): Promise<Entry[]> {
  const found: Entry[] = [];
  let previous = after;
  for await (const block of blocksForward(file, start, file.size, limits)) {
    for (const entry of roomEntriesForward(block, room)) {
      if (entry.seq <= previous || entry.seq > last) continue;
      found.push(entry);
      previous = entry.seq;
      if (found.length === wanted || previous === span?.last) return found;
    }
  }
  return found;
}

/** What stands before and after a room in its lines; searching for it skips other rooms' lines unparsed. */
function needleOf(room: string): Buffer {
  return Buffer.from(room.startsWith('@') ? ` ${room} ` : ` #${room} `);
}

function* roomEntriesForward({ bytes }: Block, room: string): Generator<Entry> {
  const needle = needleOf(room);
  for (let at = bytes.indexOf(needle); at >= 0; ) {
    const end = bytes.indexOf(0x0a, at);
    const entry = entryAround(bytes, at, end, room);
    if (entry !== undefined) yield entry;
    at = bytes.indexOf(needle, end);
  }
}

function* roomEntriesBackward({ bytes }: Block, room: string): Generator<Entry> {
  const needle = needleOf(room);
  for (let at = bytes.lastIndexOf(needle); at >= 0; ) {
    const start = bytes.lastIndexOf(0x0a, at) + 1;
    const entry = entryAround(bytes, at, bytes.indexOf(0x0a, at), room);
    if (entry !== undefined) yield entry;
    // A negative offset would count from the end.
    at = start === 0 ? -1 : bytes.lastIndexOf(needle, start - 1);
  }
}

/** The entry of the line around `at`, if it is the room's: content may hold what looks like its name. */
function entryAround(bytes: Buffer, at: number, end: number, room: string): Entry | undefined {
  const start = bytes.lastIndexOf(0x0a, at) + 1;
  const entry = parseEntry(bytes.toString('utf8', start, end));
  return entry?.room === room ? entry : undefined;
}

/** Where the first line with a `seq` of at least `target` starts; the end of the file where there is none. */
async function seek(source: Source, target: number): Promise<number> {
  const { file, limits } = source;
  const end = file.size;
  let low = 0;
  for (let high = end; high - low > limits.blockBytes; ) {
    const middle = low + Math.floor((high - low) / 2);
    const probe = await entryFrom(source, middle, high);
    if (probe !== undefined && probe.seq < target) low = probe.end;
    else high = middle;
  }
  // No bound above: lines after `high` may be the first that are entries.
  return seekForward(source, low, end, target);
}

async function seekForward(
  { file, limits }: Source,
  from: number,
  to: number,
  target: number,
): Promise<number> {
  for await (const block of blocksForward(file, from, to, limits)) {
    for (const { seq, start } of entriesWithOffsets(block)) if (seq >= target) return start;
  }
  return to;
}

interface Place {
  readonly seq: number;
  readonly start: number;
  readonly end: number;
}

/** The first entry in a line that starts after `position` and ends by `to`. */
async function entryFrom(
  { file, limits }: Source,
  position: number,
  to: number,
): Promise<Place | undefined> {
  const sizes = { blockBytes: limits.probeBytes, lineBytes: limits.lineBytes };
  const start = await afterNewline(file, position, to, sizes.blockBytes);
  if (start === undefined) return undefined;
  for await (const block of blocksForward(file, start, to, sizes)) {
    for (const place of entriesWithOffsets(block)) return place;
  }
  return undefined;
}

function* entriesWithOffsets({ bytes, start }: Block): Generator<Place> {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at);
    const seq = parseEntry(bytes.toString('utf8', at, end))?.seq;
    if (seq !== undefined) yield { seq, start: start + at, end: start + end + 1 };
    at = end + 1;
  }
}
