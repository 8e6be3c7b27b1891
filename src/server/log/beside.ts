// What lies beside the log: files of the server's own, and older parts of the log that rotation left.

import { open, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { LogLimits } from './limits.ts';
import { LogFile } from './log-file.ts';
import { readTail } from './tail.ts';

/** What the server's own files beside the log are called: the log's name and one of these. */
const ownSuffixes = ['.lock', '.key', '.torn', '.read', '.index.db'] as const;

/** Whether a file of that name, in the log's folder, may be an older part of the log. */
export function isRotatedName(logName: string, name: string): boolean {
  if (!name.startsWith(`${logName}.`)) return false;
  const rest = name.slice(logName.length);
  const isOwn = (suffix: string) => rest === suffix || /^[.-]/.test(rest.slice(suffix.length));
  return !ownSuffixes.some((suffix) => rest.startsWith(suffix) && isOwn(suffix));
}

/** Files beside the log that may be older parts of it. */
export async function rotatedFiles(path: string): Promise<string[]> {
  const names = await readdir(dirname(path));
  const base = basename(path);
  return names.filter((name) => isRotatedName(base, name)).map((name) => join(dirname(path), name));
}

/** The greatest `seq` in those files; 0 where none holds any. What can't be read is left out. */
export async function lastSeqIn(paths: readonly string[], limits: LogLimits): Promise<number> {
  let last = 0;
  for (const path of paths) last = Math.max(last, await lastSeq(path, limits).catch(() => 0));
  return last;
}

async function lastSeq(path: string, limits: LogLimits): Promise<number> {
  const handle = await open(path, 'r');
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return 0;
    const few = { ...limits, tailMessages: 1 };
    const tail = await readTail(new LogFile(handle.fd, stat.size, stat), few, false);
    return tail.judge.last;
  } finally {
    await handle.close();
  }
}
