// Who follows a room line by line as it is committed, beside its members.
import { formatPublic, isDirectRoom, type Message } from '../../protocol/index.ts';
import { viewOf } from './direct-view.ts';
import type { EncodeText } from './hub.ts';

/** Gets whole lines as they stand in the log, each with its end; many followers share the bytes. */
export type Follower = (lines: Uint8Array) => void;

export class Followers {
  readonly #rooms = new Map<string, Set<Follower>>();
  readonly #encodeText: EncodeText;
  #count = 0;

  constructor(encodeText: EncodeText) {
    this.#encodeText = encodeText;
  }

  get count(): number {
    return this.#count;
  }

  /** From this turn on it gets what is committed in the room, or in its view of one. @returns what ends that; call it once */
  follow(room: string, follower: Follower): () => void {
    const followers = this.#rooms.get(room) ?? new Set();
    this.#rooms.set(room, followers.add(follower));
    this.#count++;
    return () => {
      if (!followers.delete(follower)) return;
      this.#count--;
      if (followers.size === 0 && this.#rooms.get(room) === followers) this.#rooms.delete(room);
    };
  }

  /** What the log has committed, in its order: encoded once for all who follow a room, or not at all. */
  tell(group: Iterable<{ readonly message: Message }>): void {
    if (this.#count === 0) return;
    const texts = new Map<string, string>();
    for (const { message } of group) {
      for (const room of roomsOf(message)) {
        if (this.#rooms.has(room))
          texts.set(room, `${texts.get(room) ?? ''}${formatPublic(message)}\n`);
      }
    }
    for (const [room, text] of texts) {
      const lines = this.#encodeText(text);
      // A copy: a follower that is put out for it takes itself out of the set.
      for (const follower of [...(this.#rooms.get(room) ?? [])]) follower(lines);
    }
  }
}

/** Of a direct room there are views alone: nobody follows all of it. */
function roomsOf({ room, between }: Message): readonly string[] {
  if (!isDirectRoom(room)) return [room];
  return between === undefined ? [] : between.map((owner) => viewOf(room, owner));
}
