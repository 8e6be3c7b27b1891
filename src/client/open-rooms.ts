// Which rooms are open, kept over restarts: who comes back is where they were.
import { checkRoomName, isDirectRoom, isRefusal } from '../protocol/index.ts';
import type { State } from '../sdk/state.ts';
import { readKept, writeKept } from './kept-file.ts';

/** More than anybody has open. */
const maxRooms = 100;
const maxBytes = 16 * 1024;

/** In their order; none where the file is not there, or is anything else. */
export function readOpenRooms(path: string): readonly string[] {
  const kept = readKept(path, maxBytes);
  if (!('text' in kept) || kept.text === '') return [];
  try {
    const names: unknown = JSON.parse(kept.text);
    return Array.isArray(names) ? names.filter(isRoomToKeep).slice(0, maxRooms) : [];
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
  see({ rooms }: State): void {
    const names = [...rooms.values()]
      .filter(({ name, refusal }) => refusal === undefined && isRoomToKeep(name))
      .map(({ name }) => name);
    const json = JSON.stringify(names.slice(0, maxRooms));
    if (json === this.#written) return;
    this.#written = json;
    // Where nothing can be kept the lines say so already.
    writeKept(this.#path, json, { isHasty: true });
  }
}

/** Direct rooms come back by themselves, when somebody writes there; by then one may have another name. */
function isRoomToKeep(name: unknown): name is string {
  return typeof name === 'string' && !isDirectRoom(name) && !isRefusal(checkRoomName(name));
}
