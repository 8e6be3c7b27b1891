// Which rooms are open, kept in a file over restarts: who comes back is where they were.
import { openRooms, readOpenRooms, withoutDirect } from '../sdk/open-rooms.ts';
import type { State } from '../sdk/state.ts';
import { readKept, writeKept } from './kept-file.ts';

const maxBytes = 16 * 1024;

/** In their order; none where the file is not there, or is anything else. */
export function readRoomsFile(path: string): readonly string[] {
  const kept = readKept(path, maxBytes);
  if (!('text' in kept) || kept.text === '') return [];
  try {
    return withoutDirect(readOpenRooms(JSON.parse(kept.text)));
  } catch {
    return [];
  }
}

export class OpenRooms {
  readonly #path: string;
  #written: string;

  /** @param kept as the file has them */
  constructor(path: string, kept: readonly string[]) {
    this.#path = path;
    this.#written = JSON.stringify(kept);
  }

  /** To be called whenever the rooms may have changed; of several clients of one person the last one counts. */
  see(state: State): void {
    const json = JSON.stringify(withoutDirect(openRooms(state)));
    if (json === this.#written) return;
    this.#written = json;
    // Where nothing can be kept the lines say so already.
    writeKept(this.#path, json, { isHasty: true });
  }
}
