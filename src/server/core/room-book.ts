// How rooms are kept: whose they are, who may come in; of those alone that somebody set something for.
import { isDirectMember, isDirectRoom } from '../../protocol/index.ts';
import { isPlain, passedOn } from './kept-room.ts';
import { keptLimits } from './limits.ts';
import { type Rank, type Ranked, rankIn, roleIn } from './powers.ts';
import { RoomPeople } from './room-people.ts';
import type { ServerRole, Session } from './session.ts';

/** What is kept of a room over a restart. */
export interface KeptRoom {
  readonly name: string;
  /** An account; undefined: nobody's any more. */
  readonly owner: string | undefined;
  readonly visibility: 'open' | 'private';
  readonly description: string;
  /** Seconds between two messages of one person; 0: none. */
  readonly slow: number;
  /** Accounts. */
  readonly moderators: ReadonlySet<string>;
  /** Owners (accounts, or guests' sessions), with the name that each had. */
  readonly invited: ReadonlyMap<string, string>;
}

/** Where rooms are kept. Writing throws the I/O error of a file that can't be written. */
export interface RoomStore {
  rooms(): readonly KeptRoom[];
  save(room: KeptRoom): void;
  drop(name: string): void;
}

export class RoomBook {
  readonly #store: RoomStore;
  #rooms = new Map<string, KeptRoom>();
  #people = new RoomPeople();

  constructor(store: RoomStore) {
    this.#store = store;
    this.reload();
  }

  /** As they are kept now: another process may have changed them. @throws the store's error; then nothing has changed */
  reload(): void {
    this.#rooms = new Map(this.#store.rooms().map((room) => [room.name, room]));
    this.#people = new RoomPeople();
    for (const room of this.#rooms.values()) this.#people.add(room);
  }

  find(name: string): KeptRoom | undefined {
    return this.#rooms.get(name);
  }

  get all(): Iterable<KeptRoom> {
    return this.#rooms.values();
  }

  /** Keeps it, or no longer where nothing is set. @throws the store's error; then nothing has changed */
  save(room: KeptRoom): void {
    if (isPlain(room)) {
      this.drop(room.name);
      return;
    }
    this.#store.save(room);
    this.#forget(room.name);
    this.#rooms.set(room.name, room);
    this.#people.add(room);
  }

  /** @throws as `save` */
  drop(name: string): void {
    if (!this.#rooms.has(name)) return;
    this.#store.drop(name);
    this.#forget(name);
  }

  #forget(name: string): void {
    const before = this.#rooms.get(name);
    if (before) this.#people.delete(before);
    this.#rooms.delete(name);
  }

  /**
   * Whether what is said in the room is for this session: the one question that every interface asks.
   * In a direct room each message is looked at too (`isBetween`).
   */
  mayRead(session: Session, name: string): boolean {
    if (isDirectRoom(name)) return isDirectMember(name, session.name);
    return this.isOpenTo(session.owner, name);
  }

  /** The same for an owner, connected or not, where the room is no direct one. */
  isOpenTo(owner: string, name: string): boolean {
    const room = this.#rooms.get(name);
    if (!room || room.visibility === 'open') return true;
    return room.owner === owner || room.moderators.has(owner) || room.invited.has(owner);
  }

  /** Rooms that are not. */
  closedTo(owner: string): readonly string[] {
    const closed: string[] = [];
    for (const name of this.#rooms.keys()) {
      if (!this.isOpenTo(owner, name)) closed.push(name);
    }
    return closed;
  }

  /** The private rooms that are open to this owner. Not to be kept. */
  privateOf(owner: string): ReadonlySet<string> {
    return this.#people.privateOf(owner);
  }

  /** Whether one more row can be this account's. */
  canOwnMore(account: string): boolean {
    const { maxKeptRooms, maxOwnedRooms } = keptLimits;
    return this.#rooms.size < maxKeptRooms && this.#people.ownedBy(account) < maxOwnedRooms;
  }

  rankIn(person: Ranked, name: string): Rank {
    return rankIn(this.#rooms.get(name), person);
  }

  roleIn(person: Ranked, name: string): ServerRole {
    return roleIn(this.#rooms.get(name), person);
  }

  /** A guest has registered: where it was asked in, its account is. @throws as `save` */
  passOn(from: string, to: string, name: string): void {
    for (const room of [...this.privateOf(from)]) {
      const kept = this.#rooms.get(room);
      if (kept) this.save(passedOn(kept, from, to, name));
    }
  }
}
