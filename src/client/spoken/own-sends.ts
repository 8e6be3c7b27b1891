// One's own messages on their way: which copy of the log is the one that was typed here, and what takes longer.
import { isDirectRoom } from '../../protocol/index.ts';
import type { Message, Pending, RoomState } from '../../sdk/state.ts';
import { sentWords } from './change-words.ts';
import { type Listener, peerOf } from './message-words.ts';

/** More are never on their way; what became of the oldest was never heard. */
const mostKept = 500;

export class OwnSends {
  /** By the id that the copy will bear. */
  readonly #written = new Map<string, Pending>();
  /** What was said of a message that waits. */
  readonly #delays = new Map<string, string>();

  /** To be called with each state of a room in turn. @returns why something takes longer than one thinks */
  see({ pending }: RoomState): readonly string[] {
    const news: string[] = [];
    for (const one of pending) {
      if (one.publicId !== undefined) keep(this.#written, one.publicId, one);
      if (one.why === undefined || this.#delays.get(one.id) === one.why) continue;
      keep(this.#delays, one.id, one.why);
      news.push(one.why);
    }
    return news;
  }

  isWaiting({ id }: Message): boolean {
    return id !== undefined && this.#written.has(id);
  }

  /** What was typed here, the first time that its copy is shown; undefined: it was said elsewhere. */
  take({ id }: Message): Pending | undefined {
    if (id === undefined) return undefined;
    const own = this.#written.get(id);
    this.#written.delete(id);
    return own;
  }
}

/** `sent`; where it went to another room, also where. */
export function deliveredWords(own: Pending, room: RoomState, listener: Listener): string {
  const words = sentWords(own, room);
  if (room.name === listener.current) return words;
  return isDirectRoom(room.name)
    ? `${words} to ${peerOf(room, listener)}`
    : `${words} in ${room.name}`;
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > mostKept && oldest !== undefined) map.delete(oldest);
}
