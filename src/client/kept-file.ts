// A file that outlives the program: read within a bound, written whole or not at all.
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { codeOf, readBounded, whyNot } from '../command-line/bounded-file.ts';
import { makeFolder } from '../sdk/node/own-places.ts';

export type Kept = { readonly text: string } | { readonly problem: string };

/** Symbolic links that lead to one another for ever are given up after so many. */
const maxLinks = 40;

/** It is held for milliseconds. */
const staleLockMs = 5_000;

/** Its text, empty if there is no such file; or why it can't be read. */
export function readKept(path: string, maxBytes: number): Kept {
  const read = readBounded(path, maxBytes);
  return 'problem' in read ? read : { text: read.text ?? '' };
}

/**
 * Another text in the place of the old one.
 *
 * - Who reads meanwhile sees the old text or the new one, after a crash too.
 * - A symbolic link stays one, a mode stays what it is; a new file and a new folder are the owner's
 *   alone.
 * - `isHasty`: does not wait for the disk, so that a power cut may take the new text.
 * @returns why it was not written
 */
export function writeKept(
  path: string,
  text: string,
  { isHasty = false }: { readonly isHasty?: boolean } = {},
): string | undefined {
  let temporary: string | undefined;
  try {
    const target = linkedTo(path);
    makeFolder(dirname(target));
    const old = statSync(target, { throwIfNoEntry: false });
    if (old !== undefined && !old.isFile()) return 'it is no file';
    // A rename would do it nevertheless.
    if (old !== undefined) accessSync(target, constants.W_OK);
    temporary = `${target}.${process.pid}.tmp`;
    rmSync(temporary, { force: true });
    writeNew(temporary, text, old === undefined ? 0o600 : old.mode & 0o777, isHasty);
    renameSync(temporary, target);
    return undefined;
  } catch (error) {
    if (temporary !== undefined) remove(temporary);
    return whyNot(error);
  }
}

/** What can't be removed stays. */
export function removeKept(path: string): void {
  remove(path);
}

/** Another one whenever somebody has written the file; undefined if there is none. */
export function stampOf(path: string): string | undefined {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}

/** Puts a file out of the way, under a name that says so. */
export function setAside(path: string): void {
  try {
    renameSync(path, `${path}.broken`);
  } catch {
    // Then it is overwritten.
  }
}

/**
 * Runs it while no other program does the same with this file.
 * @returns false if another one does just now; then it was not run
 */
export function whileLocked(path: string, now: number, run: () => void): boolean {
  const lock = `${path}.lock`;
  const why = lockedOut(lock);
  if (why === 'EEXIST') {
    const stats = statSync(lock, { throwIfNoEntry: false });
    // Whoever crashed does not come back to open it; nor does one of tomorrow, where a clock was set back.
    const isStale = stats !== undefined && Math.abs(now - stats.mtimeMs) > staleLockMs;
    if (!isStale || remove(lock)) return false;
  }
  // Where there can be no lock, or none goes away, there can be no file: the attempt says why.
  if (why !== undefined) run();
  else {
    try {
      run();
    } finally {
      remove(lock);
    }
  }
  return true;
}

/** @returns false if it can't be removed: its folder is not one's own, or it is a folder */
function remove(path: string): boolean {
  try {
    rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}

/** Takes the lock. @returns the code of what is in the way */
function lockedOut(lock: string): string | undefined {
  try {
    if (!existsSync(dirname(lock))) makeFolder(resolve(dirname(lock)));
    closeSync(openSync(lock, 'wx', 0o600));
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}

function linkedTo(path: string): string {
  let target = resolve(path);
  for (let links = 0; links < maxLinks; links += 1) {
    const isLink = lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    if (!isLink) return target;
    target = resolve(dirname(target), readlinkSync(target));
  }
  throw Object.assign(new Error(), { code: 'ELOOP' });
}

function writeNew(path: string, text: string, mode: number, isHasty: boolean): void {
  const file = openSync(path, 'wx', mode);
  try {
    // The mode that it was opened with has the umask taken off.
    fchmodSync(file, mode);
    writeFileSync(file, text);
    if (!isHasty) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
