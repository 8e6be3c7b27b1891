// A lock between programs of one person: it vanishes with its holder, however that ends.
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const sqliteBusy = 5;

/**
 * Takes the lock at `path`, whose folder is there. @returns what lets go of it; undefined: another program has it
 *
 * Node has no file locks, SQLite has: an exclusive transaction on an empty database holds one. The file stays:
 * were it deleted, two could hold locks on two files of one name.
 */
export function tryLock(path: string): (() => void) | undefined {
  closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { errcode?: unknown }).errcode === sqliteBusy) return undefined;
    throw error;
  }
  return () => database.close();
}
