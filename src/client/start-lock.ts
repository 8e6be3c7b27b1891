// Who starts the person's own server just now: it spares processes, where many want one at once.
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';

/** A start takes a second; whoever was stopped in the middle of one is not waited for. */
const staleMs = 30_000;
/** Between the lock and the name of who has it. */
const writingMs = 1_000;

/**
 * Two may have it after a crash at the wrong moment: the lock of the log is what keeps two servers apart.
 * @returns what lets go of it; undefined where another one has it
 */
export function takeStartLock(path: string, now: number): (() => void) | undefined {
  try {
    const fd = openSync(path, 'wx', 0o600);
    writeSync(fd, String(process.pid));
    closeSync(fd);
    return () => rmSync(path, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isStale(path, now)) rmSync(path, { force: true });
    return undefined;
  }
}

function isStale(path: string, now: number): boolean {
  try {
    const heldMs = Math.abs(now - statSync(path).mtimeMs);
    const isNamed = heldMs > writingMs;
    return heldMs > staleMs || (isNamed && !isAlive(Number(readFileSync(path, 'utf8'))));
  } catch {
    return false; // it has just gone
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 1 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
