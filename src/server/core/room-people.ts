// Which rooms each person has a part in: what it owns, and which private rooms it may read.
import type { KeptRoom } from './room-book.ts';

const none: ReadonlySet<string> = new Set();

export class RoomPeople {
  readonly #private = new Map<string, Set<string>>();
  readonly #owned = new Map<string, Set<string>>();

  add(room: KeptRoom): void {
    if (room.owner !== undefined) put(this.#owned, room.owner, room.name);
    for (const person of insiders(room)) put(this.#private, person, room.name);
  }

  delete(room: KeptRoom): void {
    if (room.owner !== undefined) take(this.#owned, room.owner, room.name);
    for (const person of insiders(room)) take(this.#private, person, room.name);
  }

  /** The private rooms that are open to this owner. Not to be kept. */
  privateOf(owner: string): ReadonlySet<string> {
    return this.#private.get(owner) ?? none;
  }

  ownedBy(account: string): number {
    return this.#owned.get(account)?.size ?? 0;
  }
}

/** Who may read a private room; of an open one nobody needs to be known. */
function insiders({ visibility, owner, moderators, invited }: KeptRoom): Set<string> {
  if (visibility === 'open') return new Set();
  return new Set([...(owner === undefined ? [] : [owner]), ...moderators, ...invited.keys()]);
}

function put(map: Map<string, Set<string>>, person: string, room: string): void {
  const rooms = map.get(person) ?? new Set();
  map.set(person, rooms.add(room));
}

function take(map: Map<string, Set<string>>, person: string, room: string): void {
  const rooms = map.get(person);
  rooms?.delete(room);
  if (rooms?.size === 0) map.delete(person);
}
