// What has come into the rooms since one last looked: told once, in order, and then held no longer than needed.
import type { Client } from '../client.ts';
import type { Message } from '../state.ts';
import { messagesAfter } from '../timeline.ts';

export const arrivalLimits = {
  /** Messages held of a room, and changes of messages, for loops that are a little behind; others ask again. */
  most: 250,
  /** Dropping copies what stays, so it is done for many at once. */
  slack: 500,
} as const;

export class Arrivals {
  readonly #client: Client;
  readonly #tell: (message: Message) => void;
  /** Up to where each room was told. */
  readonly #told = new Map<string, number>();
  /** How often the log of a room turned out to be another one. */
  readonly #logs = new Map<string, number>();

  constructor(client: Client, tell: (message: Message) => void) {
    this.#client = client;
    this.#tell = tell;
  }

  /** A number that changes with the log. */
  logOf(room: string): number {
    return this.#logs.get(room) ?? 0;
  }

  /** To be called at every change. */
  readonly look = (): void => {
    const { rooms } = this.#client.getState();
    for (const name of this.#told.keys()) if (!rooms.has(name)) this.#told.delete(name);
    for (const name of rooms.keys()) this.lookInto(name);
  };

  /** To be called at a message: so it is told in its place among the other events. */
  lookInto(name: string): void {
    const timeline = this.#client.getState().rooms.get(name)?.timeline;
    if (timeline === undefined) return;
    const { newest, floor, isForeign } = timeline;
    const told = this.#told.get(name);
    if (told !== undefined && (isForeign || (newest !== undefined && newest < told))) {
      this.#told.delete(name);
      this.#logs.set(name, this.logOf(name) + 1);
    }
    if (newest === undefined || isForeign || newest === told) return;
    const fresh = messagesAfter(timeline, this.#told.get(name) ?? floor);
    this.#told.set(name, newest);
    for (const message of fresh) this.#tell(message);
    this.#trim(name);
  }

  #trim(name: string): void {
    const { rooms, me } = this.#client.getState();
    const room = rooms.get(name);
    const { most, slack } = arrivalLimits;
    const { items, changes } = room?.timeline ?? {};
    if (!room || (items?.length ?? 0) + (changes?.length ?? 0) <= most + slack) return;
    // What another session has written is looked for among what is held.
    const isSearched = room.pending.some(({ publicId }) => {
      return publicId !== undefined && !publicId.startsWith(`${me.session}-`);
    });
    if (!isSearched) this.#client.trim(name, most);
  }
}
