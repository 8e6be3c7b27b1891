// The files of a log, newest last: the live one, and those that rotation left beside it.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseEntry } from '../../protocol/log-line.ts';
import { isRotatedName, withoutCopies } from '../log/beside.ts';
import { continuationOf } from '../log/recover.ts';

/** Which file it is, whatever its name. */
export interface FileId {
  readonly dev: number;
  readonly ino: number;
}

/** The file that is written, and where its committed lines end. */
export interface Live extends FileId {
  readonly size: number;
}

/** One file of the log. The object stays the same as long as the file is held open. */
export interface Source extends FileId {
  readonly fd: number;
  isLive: boolean;
  /** Its first entry's seq, or what it goes on from and 1 more; infinite where it has neither yet. */
  first: number;
  /** Its last entry's seq, when the files were looked for. */
  last: number;
  /** Entries from this seq on are in a newer file. */
  below: number;
  /** Where its whole, committed lines end. */
  size: number;
}

/** @param scratch is read into, where one is given: a gigabyte costs three times as much in new buffers */
export function readAt(
  fd: number,
  position: number,
  length: number,
  scratch = Buffer.allocUnsafeSlow(length),
): Buffer {
  const buffer = scratch.subarray(0, length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(fd, buffer, filled, length - filled, position + filled);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}

/**
 * The files of the log at `path`, oldest first. Those of `known` that are still there stay open and stay
 * the same objects, the others are closed.
 *
 * Of each only what is older than the next one counts, so that a copy of the log beside it adds nothing.
 */
export function findSources(path: string, live: Live, known: readonly Source[]): Source[] {
  const found = candidates(path).flatMap((candidate) => openSource(candidate, live, known) ?? []);
  const top = found.filter(({ isLive }) => isLive);
  const before = top[0]?.first ?? Number.POSITIVE_INFINITY;
  const older = found.filter(({ isLive, first }) => !isLive && first < before);
  const sources = [...withoutCopies(older), ...top];
  for (const [index, source] of sources.entries()) {
    source.below = sources[index + 1]?.first ?? Number.POSITIVE_INFINITY;
  }
  for (const source of new Set([...known, ...found])) {
    if (!sources.includes(source)) closeSync(source.fd);
  }
  return sources;
}

function candidates(path: string): string[] {
  const directory = dirname(path);
  const base = basename(path);
  const names = readdirSync(directory).filter((name) => isRotatedName(base, name));
  return [path, ...names.map((name) => join(directory, name))];
}

function openSource(path: string, live: Live, known: readonly Source[]): Source | undefined {
  const opened = openQuietly(path);
  if (opened === undefined) return undefined;
  const { dev, ino, size } = fstatSync(opened);
  const before = known.find((source) => source.dev === dev && source.ino === ino);
  if (before) closeSync(opened);
  const fd = before?.fd ?? opened;
  const isLive = live.dev === dev && live.ino === ino;
  const end = isLive ? live.size : lastLineEnd(fd, size);
  const first = firstSeqOf(fd, end);
  if (first === undefined && !isLive) {
    if (!before) closeSync(fd);
    return undefined;
  }
  const infinite = Number.POSITIVE_INFINITY;
  const facts = { isLive, first: first ?? infinite, last: lastSeqOf(fd, end), size: end };
  return Object.assign(before ?? { fd, dev, ino, below: infinite }, facts);
}

function openQuietly(path: string): number | undefined {
  try {
    const fd = openSync(path, 'r');
    if (fstatSync(fd).isFile()) return fd;
    closeSync(fd);
  } catch {
    // Gone, or not ours to read: then it is no part of the log.
  }
  return undefined;
}

function lastLineEnd(fd: number, size: number): number {
  const step = 65_536;
  for (let end = size; end > 0; end -= step) {
    const start = Math.max(0, end - step);
    const at = readAt(fd, start, end - start).lastIndexOf(0x0a);
    if (at >= 0) return start + at + 1;
  }
  return 0;
}

/** A file whose beginning holds no entry is no log; the log itself looks as far. */
const headBytes = 1_048_576;
const blockBytes = 262_144;

function firstSeqOf(fd: number, end: number): number | undefined {
  for (const line of headOf(fd, end)) {
    const continued = continuationOf(line);
    const first = continued === undefined ? parseEntry(line)?.seq : continued + 1;
    if (first !== undefined) return first;
  }
  return undefined;
}

/** The lines of a file's beginning, in order; most who ask want no more than the first few. */
function* headOf(fd: number, end: number): Generator<string> {
  const most = Math.min(headBytes, end);
  let given = 0;
  for (let bytes = Math.min(16_384, most); ; bytes = Math.min(8 * bytes, most)) {
    const lines = readAt(fd, 0, bytes).toString('utf8').split('\n').slice(0, -1);
    yield* lines.slice(given);
    given = lines.length;
    if (bytes === most) return;
  }
}

function lastSeqOf(fd: number, end: number): number {
  for (let to = end; to > 0; to -= blockBytes) {
    const from = Math.max(0, to - blockBytes);
    const lines = readAt(fd, from, to - from)
      .toString('utf8')
      .split('\n');
    const seq = lines.findLast((line) => parseEntry(line) !== undefined);
    if (seq !== undefined) return parseEntry(seq)?.seq ?? 0;
  }
  return 0;
}

/** All entries of the file have a greater seq, and those of older files have none. */
export function beforeFirst({ first }: Source): number {
  return Number.isFinite(first) ? first - 1 : 0;
}

/** Names a file by its content, as a name or a number on a disk may change: its first entry, or its first lines. */
export function fingerprintOf({ fd, size }: Source): string {
  const first: string[] = [];
  for (const line of headOf(fd, size)) {
    if (parseEntry(line)) return hashOf(line);
    if (first.length < 10) first.push(line);
  }
  return hashOf(first.join('\n'));
}

export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}
