// Whether anybody still reads the output: a pipe says so only to who writes, and for hours there may be nothing to write.
import { fstatSync, lstatSync, readdirSync, readlinkSync } from 'node:fs';

const everyMs = 1_000;
const stdoutFile = 1;
const ownerReads = 0o400;

/**
 * Calls `gone` once the last reader of standard output has gone, where that can be known: on Linux, of a reader
 * that was seen at first. Begin before anything is printed. @returns what ends it
 */
export function watchReader(gone: () => void): () => void {
  if (process.platform !== 'linux' || !fstatSync(stdoutFile).isFIFO()) return () => {};
  const pipe = readlinkSync(`/proc/self/fd/${stdoutFile}`);
  let reader = readerOf(pipe);
  if (reader === undefined) return () => {};
  const timer = setInterval(() => {
    if (reader !== undefined && !hasOpen(reader, pipe)) reader = readerOf(pipe);
    if (reader !== undefined) return;
    clearInterval(timer);
    gone();
  }, everyMs);
  return () => clearInterval(timer);
}

/** An open file of a process, as the system lists it; undefined: none of those that one may look into. */
function readerOf(pipe: string): string | undefined {
  for (const pid of namesIn('/proc').filter((name) => /^\d+$/.test(name))) {
    const files = namesIn(`/proc/${pid}/fd`).map((file) => `/proc/${pid}/fd/${file}`);
    const reader = files.find((file) => isTo(file, pipe) && canRead(file));
    if (reader !== undefined) return reader;
  }
  return undefined;
}

/** A process that became another user's, as by sudo, still has it. */
function hasOpen(file: string, pipe: string): boolean {
  try {
    return readlinkSync(file) === pipe;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

/** While one is looked for: what may not be looked into is anything, and no reader. */
function isTo(file: string, pipe: string): boolean {
  try {
    return readlinkSync(file) === pipe;
  } catch {
    return false;
  }
}

/** The link's mode tells how it was opened. */
function canRead(file: string): boolean {
  const mode = lstatSync(file, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & ownerReads) !== 0;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
