// Opening the file of the log as it may be found: missing, empty, open to others, ending in half a line.

import { fchmod, fstat, open, write } from 'node:fs';
import { open as openHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { logHeader } from '../../protocol/log-line.ts';
import { type Disk, flagsFor, syncFile } from './disk.ts';
import { lineStart } from './line-blocks.ts';
import { codeOf, type Durability, LogError, type LogEvent } from './log.ts';
import { LogFile } from './log-file.ts';

export interface OpenOptions {
  readonly path: string;
  readonly durability: Durability;
  readonly disk: Disk;
  /** The last `seq` of the file before this one, told in a new file so that none is used again; 0: none. */
  readonly continuesAfter: number;
  readonly report: (event: LogEvent) => void;
}

const readAndWriteForOthers = 0o077;
const copyBytes = 65_536;

/** Opens or creates the file and puts it in order; rejects with `log-not-a-file` or an I/O error. */
export async function openLogFile(options: OpenOptions): Promise<LogFile> {
  const fd = await promisify(open)(options.path, flagsFor(options.durability), 0o600);
  const stat = await promisify(fstat)(fd);
  const file = new LogFile(fd, 0, stat);
  try {
    if (!stat.isFile())
      throw new LogError('log-not-a-file', `${options.path} is not a regular file`);
    await tighten(fd, stat.mode & 0o777, options.report);
    file.size = await withoutTornLine(file, stat.size, options);
    if (file.size === 0) file.size = await writeHeader(fd, options);
    return file;
  } catch (error) {
    await file.leave();
    throw error;
  }
}

/** Direct messages stand in the log, so nobody but its owner shall read it. */
async function tighten(fd: number, mode: number, report: (event: LogEvent) => void): Promise<void> {
  if ((mode & readAndWriteForOthers) === 0) return;
  try {
    await promisify(fchmod)(fd, 0o600);
    report({ type: 'mode-tightened', mode });
  } catch (error) {
    report({ type: 'mode-too-open', mode, code: codeOf(error) });
  }
}

/** The size of the file once what follows its last newline is moved away: it was never acknowledged. */
async function withoutTornLine(file: LogFile, size: number, options: OpenOptions): Promise<number> {
  const whole = await lineStart(file, 0, size, copyBytes);
  if (whole === size) return size;
  const movedTo = `${options.path}.torn`;
  await appendCopy(file, whole, size, movedTo);
  await options.disk.truncate(file.fd, whole);
  await syncFile(options.disk, file.fd);
  options.report({ type: 'torn-line', bytes: size - whole, movedTo });
  return whole;
}

async function appendCopy(file: LogFile, from: number, to: number, path: string): Promise<void> {
  const copy = await openHandle(path, 'a', 0o600);
  try {
    for (let start = from; start < to; start += copyBytes) {
      await copy.appendFile(await file.readAt(start, Math.min(copyBytes, to - start)));
    }
    await copy.appendFile('\n');
    // Before the log is cut: otherwise a power cut could take the line from both.
    await copy.sync();
  } finally {
    await copy.close();
  }
}

async function writeHeader(
  fd: number,
  { path, disk, continuesAfter }: OpenOptions,
): Promise<number> {
  const text = continuesAfter === 0 ? logHeader : `${logHeader}\n${continuation}${continuesAfter}`;
  const header = Buffer.from(`${text}\n`);
  const { bytesWritten } = await promisify(write)(fd, header);
  if (bytesWritten < header.length) {
    await disk.truncate(fd, 0);
    throw Object.assign(new Error(`no room for the header of ${path}`), { code: 'ENOSPC' });
  }
  await syncFile(disk, fd);
  await syncDirectory(dirname(path));
  return header.length;
}

const continuation = '# continues after ';
const continuationLine = /^# continues after ([1-9]\d{0,14})$/;

/** The `seq` after which a file goes on, by the comment at its head; undefined for any other line. */
export function continuationOf(line: string): number | undefined {
  const digits = continuationLine.exec(line)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Makes the new name last; where a directory cannot be opened (Windows), the system sees to that itself. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await openHandle(path, 'r').catch(() => undefined);
  await directory?.sync().catch(() => undefined);
  await directory?.close();
}
