// A log opened by who only looks at it: nothing is locked, created or changed, and a server may go on writing.

import { fstat, open } from 'node:fs';
import { promisify } from 'node:util';
import { lineStart } from './line-blocks.ts';
import { LogError } from './log.ts';
import { LogFile } from './log-file.ts';

const readBytes = 65_536;

/** Rejects with `log-not-a-file` or an I/O error; `leave` closes it. */
export async function openToRead(path: string): Promise<LogFile> {
  const fd = await promisify(open)(path, 'r');
  const stat = await promisify(fstat)(fd);
  const file = new LogFile(fd, stat.size, stat);
  if (stat.isFile()) return file;
  await file.leave();
  throw new LogError('log-not-a-file', `${path} is not a regular file`);
}

/** Takes over the size that the file has now. */
export async function measure(file: LogFile): Promise<void> {
  file.size = (await promisify(fstat)(file.fd)).size;
}

/** Where the last whole line ends. */
export function wholeSize(file: LogFile): Promise<number> {
  return lineStart(file, 0, file.size, readBytes);
}
