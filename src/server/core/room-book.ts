// How rooms are kept: whose they are, who may come in; of those alone that somebody set something for.
import { isDirectMember, isDirectRoom } from '../../protocol/index.ts';
import type { Session } from './session.ts';

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

  constructor(store: RoomStore) {
    this.#store = store;
    this.reload();
  }

  /** As they are kept now: another process may have changed them. */
  reload(): void {
    this.#rooms = new Map(this.#store.rooms().map((room) => [room.name, room]));
  }

  find(name: string): KeptRoom | undefined {
    return this.#rooms.get(name);
  }

  /** @throws the store's error; then nothing has changed */
  save(room: KeptRoom): void {
    this.#store.save(room);
    this.#rooms.set(room.name, room);
  }

  drop(name: string): void {
    this.#store.drop(name);
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

  /** All rooms that are not. */
  closedTo(owner: string): string[] {
    return [...this.#rooms.keys()].filter((name) => !this.isOpenTo(owner, name));
  }
}
