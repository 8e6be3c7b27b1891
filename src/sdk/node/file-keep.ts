// A program's memory in a file: what `keep` has to remember from one run to the next.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Keep } from '../chat/keep.ts';

/**
 * Remembers in that file, which only its owner can read: who has it is that session. Each time it is written
 * whole and put in place of the last one, so no crash leaves half of it. One file for each program that runs.
 * @throws (by `connect` and the event `error`) `keep-failed`, where it can't be read or written
 */
export function fileKeep(path: string): Keep {
  return {
    load() {
      const text = textOf(path);
      return text === undefined ? undefined : JSON.parse(text);
    },
    save(kept) {
      const beside = `${path}.${process.pid}.new`;
      writeFileSync(beside, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
      renameSync(beside, path);
    },
  };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
