// What hooks see of the log from beside a server: where it ends, and how many messages wait for each of them.
import { existsSync } from 'node:fs';
import { parseEntry } from '../../protocol/log-line.ts';
import type { Hook } from '../hooks/hook-rows.ts';
import { blocksBackward, linesOf } from '../log/line-blocks.ts';
import { findLogParts, type LogPart } from '../log/log-parts.ts';
import { openToRead, wholeSize } from '../log/open-to-read.ts';

const sizes = { blockBytes: 65_536, lineBytes: 1_048_576 };

/** Of a log that is not there yet, 0. Rejects as `waitingFor`. */
export async function lastSeqOf(log: string): Promise<number> {
  if (!existsSync(log)) return 0;
  // One that was just rotated may be empty.
  return Math.max(0, ...(await findLogParts(log)).map(({ last }) => last));
}

/** By id. Rejects with the I/O error of a log that can't be read. */
export async function waitingFor(
  log: string,
  hooks: readonly Hook[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const least = Math.min(...hooks.map(({ position }) => position));
  for (const part of (await findLogParts(log)).reverse()) {
    if (part.last <= least) break;
    await countIn(part, hooks, least, counts);
  }
  return counts;
}

async function countIn(
  { path, until }: LogPart,
  hooks: readonly Hook[],
  least: number,
  counts: Map<string, number>,
): Promise<void> {
  const file = await openToRead(path);
  try {
    for await (const { bytes } of blocksBackward(file, 0, await wholeSize(file), sizes)) {
      let oldest = Infinity;
      for (const line of linesOf(bytes)) {
        const entry = parseEntry(line);
        if (!entry || entry.seq >= until) continue;
        oldest = Math.min(oldest, entry.seq);
        for (const { id, room, position } of hooks)
          if (entry.room === room && entry.seq > position)
            counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      if (oldest <= least) return;
    }
  } finally {
    await file.leave();
  }
}
