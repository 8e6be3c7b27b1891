// Whether anybody still reads the output: a pipe says so only to who writes, and for hours there may be nothing to write.
import { closeSync, constants, fstatSync, openSync } from 'node:fs';

const everyMs = 1_000;
const stdoutFile = 1;
/** Linux opens a pipe anew by this name, and refuses where nobody reads it. */
const again = `/proc/self/fd/${stdoutFile}`;

/** Calls `gone` once the reader of standard output has gone, where that can be known. @returns what ends it */
export function watchReader(gone: () => void): () => void {
  if (process.platform !== 'linux' || !fstatSync(stdoutFile).isFIFO()) return () => {};
  const timer = setInterval(() => {
    if (!isRead()) gone();
  }, everyMs);
  return () => clearInterval(timer);
}

function isRead(): boolean {
  try {
    closeSync(openSync(again, constants.O_WRONLY | constants.O_NONBLOCK));
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code !== 'ENXIO';
  }
}
