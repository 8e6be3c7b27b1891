// Which files make up a log, oldest first: those that rotation left beside it, then the one that is written.

import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseEntry } from '../../protocol/log-line.ts';
import { isRotatedName, withoutCopies } from './beside.ts';
import { type BlockSizes, blocksBackward, blocksForward, linesOf } from './line-blocks.ts';
import type { LogFile } from './log-file.ts';
import { openToRead, wholeSize } from './open-to-read.ts';
import { continuationOf } from './recover.ts';

export interface LogPart {
  readonly path: string;
  /** The least and the greatest `seq` that it is there for. */
  readonly first: number;
  readonly last: number;
  /** Messages from this `seq` on are taken from the next part, if both have them. */
  readonly until: number;
}

type FileSpan = Omit<LogPart, 'until'>;

const sizes: BlockSizes = { blockBytes: 65_536, lineBytes: 1_048_576 };
/** Where no entry is found in so much of a file, it is something else. */
const headBytes = 1_048_576;

/**
 * The parts of the log at `path`; the last one is that file itself, the others are all plain files
 * whose names begin with its name and a dot, and which begin before it.
 *
 * A copy doubles nothing: of two parts that have the same messages only the longer one counts, and
 * where two overlap the later one. Rejects with `log-not-a-file` or an I/O error where `path` is no log.
 */
export async function findLogParts(path: string): Promise<LogPart[]> {
  const real = await realpath(path);
  const live = await withFile(real, spanOfLive);
  const found = await Promise.all((await besides(real)).map(spanOrNone));
  const older = found.filter((span): span is FileSpan => (span?.first ?? Infinity) < live.first);
  const spans = [...withoutCopies(older), live];
  return spans.map((span, at) => ({ ...span, until: spans[at + 1]?.first ?? Infinity }));
}

/** How many parts there are before the file at `path`, and the greatest `seq` in them. */
export async function olderParts(
  path: string,
): Promise<{ readonly count: number; readonly last: number }> {
  const older = (await findLogParts(path)).slice(0, -1);
  return { count: older.length, last: older.reduce((most, { last }) => Math.max(most, last), 0) };
}

async function besides(path: string): Promise<string[]> {
  const folder = dirname(path);
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((each) => each.isFile() && isRotatedName(basename(path), each.name))
    .map(({ name }) => join(folder, name));
}

async function withFile<Result>(
  path: string,
  read: (file: LogFile, path: string) => Promise<Result>,
): Promise<Result> {
  const file = await openToRead(path);
  try {
    return await read(file, path);
  } finally {
    await file.leave();
  }
}

/** What cannot be read is no part: it may be somebody else's. */
async function spanOrNone(path: string): Promise<FileSpan | undefined> {
  return withFile(path, spanOf).catch(() => undefined);
}

async function spanOf(file: LogFile, path: string): Promise<FileSpan | undefined> {
  const { first } = await beginning(file);
  return first === undefined ? undefined : { path, first, last: await lastSeq(file) };
}

/** One that has no messages yet begins after all others. */
async function spanOfLive(file: LogFile, path: string): Promise<FileSpan> {
  const { first, continuesAfter } = await beginning(file);
  if (first !== undefined) return { path, first, last: await lastSeq(file) };
  const next = continuesAfter === undefined ? Infinity : continuesAfter + 1;
  return { path, first: next, last: 0 };
}

interface Beginning {
  readonly first?: number;
  readonly continuesAfter?: number;
}

async function beginning(file: LogFile): Promise<Beginning> {
  let found: Beginning = {};
  for await (const { bytes } of blocksForward(file, 0, Math.min(file.size, headBytes), sizes)) {
    for (const line of linesOf(bytes)) {
      const first = parseEntry(line)?.seq;
      if (first !== undefined) return { ...found, first };
      const continuesAfter = continuationOf(line);
      if (continuesAfter !== undefined) found = { continuesAfter };
    }
  }
  return found;
}

async function lastSeq(file: LogFile): Promise<number> {
  for await (const { bytes } of blocksBackward(file, 0, await wholeSize(file), sizes)) {
    const seqs = [...linesOf(bytes)].map((line) => parseEntry(line)?.seq ?? 0);
    const last = seqs.findLast((seq) => seq > 0);
    if (last !== undefined) return last;
  }
  return 0;
}
