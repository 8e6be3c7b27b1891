// A file that people or programs have written, read within a bound; what can't be read is said in words.
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** Its text, undefined where there is no such file, and whose it is; or why it can't be read. */
export type Read =
  | { readonly text: string | undefined; readonly uid?: number }
  | { readonly problem: string };

export function readBounded(path: string, maxBytes: number): Read {
  let file: number | undefined;
  try {
    // A pipe must not make it wait for somebody who writes.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(file);
    // PARTYLINE_CONFIG=/dev/null is a way to say: none.
    if (stats.isCharacterDevice()) return { text: '' };
    if (!stats.isFile()) return { problem: 'it is no file' };
    const bytes = upTo(file, maxBytes + 1);
    if (bytes.length > maxBytes) return { problem: `it is longer than ${maxBytes >> 10} KiB` };
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, uid: stats.uid };
  } catch (error) {
    return isOutOfReach(path, error) ? { text: undefined } : { problem: whyNot(error) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** What went wrong with a file, in a few words. */
export function whyNot(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8';
  return words[code] ?? code;
}

export function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : String(error);
}

/** There is none, or its folder lets nobody see whether there is one. */
function isOutOfReach(path: string, error: unknown): boolean {
  if (codeOf(error) === 'ENOENT') return true;
  if (codeOf(error) !== 'EACCES') return false;
  try {
    statSync(path);
    return false;
  } catch {
    return true;
  }
}

function upTo(file: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(Math.min(length, fstatSync(file).size + 1));
  let filled = 0;
  while (filled < buffer.length) {
    const count = readSync(file, buffer, filled, buffer.length - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}

const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'it is on a read-only disk',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder',
  ENOTDIR: 'its folder is a file',
  ELOOP: 'its links lead nowhere',
  ENAMETOOLONG: 'its name is too long',
};
