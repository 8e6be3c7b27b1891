// The lock that keeps a second server away from a log: it vanishes with the process, however that ends.

import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { codeOf, LogError } from './log.ts';

/**
 * Takes the lock of the log at `path` and returns what lets go of it; throws `log-in-use`.
 *
 * Node has no file locks, SQLite has: an exclusive transaction on an empty database holds one, on every
 * platform, against this process too. The file `PATH.lock` stays: deleting it would let two servers
 * hold locks on two files of one name.
 */
export function lockLog(path: string): () => void {
  const lockPath = `${path}.lock`;
  createPrivate(lockPath);
  const database = new DatabaseSync(lockPath, { timeout: 0 });
  try {
    // Nothing is ever written, so no journal is needed, and none shall lie about.
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw isBusy(error) ? new LogError('log-in-use', `${path} is in use by another server`) : error;
  }
  return () => database.close();
}

/** Never opens a lock file that is there: closing it again would drop a lock that this process holds. */
function createPrivate(lockPath: string): void {
  try {
    closeSync(openSync(lockPath, 'wx', 0o600));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    chmodSync(lockPath, 0o600);
  }
}

function isBusy(error: unknown): boolean {
  const sqliteBusy = 5;
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}
