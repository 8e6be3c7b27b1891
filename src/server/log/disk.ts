// The calls through which the log writes, so few that a test can stand in for a failing disk.

import { constants, fdatasync, fstat, ftruncate, write, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Durability } from './log.ts';

export interface Disk {
  /** Writes `bytes` from `offset` on at the end of the file; `written` may be less than all. */
  write(
    fd: number,
    bytes: Buffer,
    offset: number,
    done: (error: Error | null, written: number) => void,
  ): void;
  /** The same, at once; throws. */
  writeNow(fd: number, bytes: Buffer, offset: number): number;
  sync(fd: number, done: (error: Error | null) => void): void;
  size(fd: number): Promise<number>;
  truncate(fd: number, size: number): Promise<void>;
  /** Whether a file opened with `flagsFor('disk')` syncs with each write, without being asked. */
  readonly syncsOnWrite: boolean;
}

/** Only here is O_DSYNC a full sync: elsewhere Node has none, or it stops in the drive's cache (macOS). */
const syncsOnWrite = process.platform === 'linux';

export const disk: Disk = {
  write: (fd, bytes, offset, done) => write(fd, bytes, offset, bytes.length - offset, null, done),
  writeNow: (fd, bytes, offset) => writeSync(fd, bytes, offset, bytes.length - offset, null),
  sync: (fd, done) => fdatasync(fd, done),
  size: async (fd) => (await promisify(fstat)(fd)).size,
  truncate: (fd, size) => promisify(ftruncate)(fd, size),
  syncsOnWrite,
};

/** How the log is opened: one descriptor, written at its end and read anywhere. */
export function flagsFor(durability: Durability): number {
  const { O_RDWR, O_CREAT, O_APPEND, O_DSYNC } = constants;
  return O_RDWR | O_CREAT | O_APPEND | (durability === 'disk' && syncsOnWrite ? O_DSYNC : 0);
}

export function syncFile(disk: Disk, fd: number): Promise<void> {
  return new Promise((resolve, reject) =>
    disk.sync(fd, (error) => (error ? reject(error) : resolve())),
  );
}
