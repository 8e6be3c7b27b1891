// How a group gets into the file, for each durability; the figures behind the choice.

import type { Disk } from './disk.ts';
import type { Durability } from './log.ts';

/** Writes all of `bytes` at the end of the file, then calls `done`, with the error where it failed. */
export type WriteGroup = (fd: number, bytes: Buffer, done: (error?: Error) => void) => void;

/**
 * Picks the way by what it costs (`node bench/append.ts`; ext4, 2 shared cores, Node 24.21). CPU of the
 * whole process for each group / latency p50, in µs, groups of 1 and of 64 messages:
 *
 * | way                         | 1 message | 64 messages | taken for      |
 * | --------------------------- | --------- | ----------- | -------------- |
 * | write at once               |  10 / 1.4 |   9 / 5.5   | `os`           |
 * | write in the thread pool    |  26 / 14  |  40 / 25    |                |
 * | write with O_DSYNC, pool    |  96 / 183 | 100 / 192   | `disk`, Linux  |
 * | write, then fdatasync, pool | 112 / 189 | 123 / 258   | `disk`, others |
 *
 * "The main thread never waits" stands against the first line: a write to the page cache holds it for
 * 1.4 µs (p99 7.5), where handing the write to the pool already holds it for 9 (p99 21). So it waits
 * less by waiting. The price: where the kernel holds writers back because the disk cannot keep up with
 * all that other processes write, the server is held back too. Who minds takes `disk`, which never
 * writes on the main thread.
 */
export function groupWriter(durability: Durability, disk: Disk): WriteGroup {
  if (durability === 'os') return (fd, bytes, done) => done(writeAllNow(disk, fd, bytes));
  return (fd, bytes, done) => writeSynced(disk, fd, bytes, 0, done);
}

function writeAllNow(disk: Disk, fd: number, bytes: Buffer): Error | undefined {
  try {
    for (let offset = 0; offset < bytes.length; ) {
      const written = disk.writeNow(fd, bytes, offset);
      if (written === 0) return noProgress();
      offset += written;
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function writeSynced(
  disk: Disk,
  fd: number,
  bytes: Buffer,
  offset: number,
  done: (error?: Error) => void,
): void {
  disk.write(fd, bytes, offset, (error, written) => {
    if (error) return done(error);
    if (written === 0) return done(noProgress());
    const next = offset + written;
    if (next < bytes.length) return writeSynced(disk, fd, bytes, next, done);
    if (disk.syncsOnWrite) return done();
    disk.sync(fd, (syncError) => (syncError ? done(syncError) : done()));
  });
}

/** A short write is gone on with; one that takes nothing at all would be tried for ever. */
function noProgress(): Error {
  return Object.assign(new Error('the file took no bytes'), { code: 'EIO' });
}
