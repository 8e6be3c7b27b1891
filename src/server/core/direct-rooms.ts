// Which direct rooms each owner has, and what is newest in each for it: what waits for who was away.
import { isDirectMember, type Message } from '../../protocol/index.ts';
import type { Session } from './session.ts';

/** Of one owner: a welcome tells of no more than some of them. */
const maxRooms = 200;
/** Of all owners together: some 30 MB. */
const maxKept = 200_000;

/** What memory holds of it; whose newest message is the oldest goes first. */
export class DirectRooms {
  /** By owner and room; owners in the order in which they were last spoken to. */
  readonly #owners = new Map<string, Map<string, number>>();
  readonly #maxKept: number;
  #count = 0;

  constructor(max = maxKept) {
    this.#maxKept = max;
  }

  get count(): number {
    return this.#count;
  }

  /** A message that the log has, in the order of the log or not. */
  add({ room, seq, between }: Pick<Message, 'room' | 'seq' | 'between'>): void {
    for (const owner of between ?? []) this.learn(owner, room, seq);
  }

  learn(owner: string, room: string, last: number): void {
    const rooms = this.#owners.get(owner) ?? new Map<string, number>();
    this.#owners.delete(owner);
    this.#owners.set(owner, rooms);
    const known = rooms.get(room);
    if (known === undefined) this.#count++;
    rooms.set(room, Math.max(known ?? 0, last));
    if (rooms.size > maxRooms) this.#dropOldest(rooms);
    for (const oldest of this.#owners.keys()) {
      if (this.#count <= this.#maxKept || oldest === owner) return;
      this.#forget(oldest);
    }
  }

  /** The rooms of the name that the session has, the newest first. */
  of({ owner, name }: Pick<Session, 'owner' | 'name'>): { room: string; last: number }[] {
    return [...(this.#owners.get(owner) ?? [])]
      .map(([room, last]) => ({ room, last }))
      .filter(({ room }) => isDirectMember(room, name))
      .sort((one, other) => other.last - one.last);
  }

  #dropOldest(rooms: Map<string, number>): void {
    const [first] = [...rooms].sort(([, one], [, other]) => one - other);
    if (first && rooms.delete(first[0])) this.#count--;
  }

  #forget(owner: string): void {
    this.#count -= this.#owners.get(owner)?.size ?? 0;
    this.#owners.delete(owner);
  }
}
