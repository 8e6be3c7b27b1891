// A lock between processes: a file that names its holder and is touched while it is held.
import {
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const touchEveryMs = 2_000;
/** A holder on another machine, or one whose number a new process has got, is dead after this long. */
const staleAfterMs = 20_000;

/**
 * Does `work` while no other process does. Waits for a living holder, takes over from a dead one.
 * @param {string} path the lock file
 * @param {(text: string) => void} say
 * @param {() => Promise<void>} work
 */
export async function withLock(path, say, work) {
  for (let waitedMs = 0; !take(path); waitedMs += 100) {
    if (waitedMs === 1_000) say('another one is making this ready, waiting for it …');
    clearStale(path);
    await sleep(100);
  }
  const touching = setInterval(() => touch(path), touchEveryMs);
  try {
    await work();
  } finally {
    clearInterval(touching);
    rmSync(path, { force: true });
  }
}

/** @param {string} path */
function take(path) {
  try {
    writeFileSync(path, `${hostname()} ${process.pid}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** @param {string} path */
function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Somebody has removed dist: what is under way goes on, and ends.
  }
}

/** @param {string} path */
function clearStale(path) {
  if (!isStale(path)) return;
  // Two may see the same dead holder; the slower one must not remove the lock that the faster one takes next.
  const guard = `${path}.clearing`;
  try {
    mkdirSync(guard);
  } catch {
    if (ageMs(guard) > staleAfterMs) rmdirSync(guard);
    return;
  }
  if (isStale(path)) rmSync(path, { force: true });
  rmdirSync(guard);
}

/** @param {string} path */
function isStale(path) {
  if (ageMs(path) > staleAfterMs) return true;
  try {
    const [host, pid] = readFileSync(path, 'utf8').split(' ');
    if (host !== hostname() || !pid) return false;
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return isCode(error, 'ESRCH');
  }
}

/** @param {string} path */
function ageMs(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? 0 : Date.now() - stats.mtimeMs;
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isCode(error, code) {
  return error instanceof Error && /** @type {NodeJS.ErrnoException} */ (error).code === code;
}
