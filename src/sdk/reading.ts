// How far one has read, told to the server: now and then, and until it has said that it knows.
import { isRetryable } from '../protocol/index.ts';
import type { RoomState } from './state.ts';
import type { Talk } from './talk.ts';

/** Between two of a room: who reads along would tell of each message. */
const tellEveryMs = 2_000;

/** What is told follows from the state: where one has read further than the server knows. */
export class Reading {
  readonly #talk: Talk;
  /** Rooms told of just now. */
  readonly #resting = new Set<string>();
  /** What is on its way to the server. */
  readonly #asked = new Map<string, number>();
  /** The server keeps no such marks. */
  #isUnheard = false;

  constructor(talk: Talk) {
    this.#talk = talk;
  }

  sync(): void {
    for (const room of this.#talk.getState().rooms.values()) {
      if (!this.#resting.has(room.name)) this.#tell(room);
    }
  }

  /** Tells what waits for its turn: there won't be another one. */
  flush(): void {
    for (const room of this.#talk.getState().rooms.values()) this.#tell(room);
  }

  /** Nothing is on its way, and nothing waits. */
  get isDone(): boolean {
    if (this.#isUnheard || !this.#talk.isLive) return true;
    return [...this.#talk.getState().rooms.values()].every((room) => !isBehind(room));
  }

  disconnected(): void {
    this.#resting.clear();
    this.#asked.clear();
    this.#isUnheard = false;
  }

  #tell(room: RoomState): void {
    const { name, lastRead } = room;
    if (this.#isUnheard || !isBehind(room) || !this.#talk.isLive) return;
    if (this.#asked.get(name) === lastRead) return;
    this.#asked.set(name, lastRead);
    this.#resting.add(name);
    this.#talk.later(tellEveryMs, () => this.#resting.delete(name));
    this.#talk.ask(
      { type: 'read', room: name, seq: lastRead },
      {
        reply: 'read',
        done: ({ seq }) => this.#told(name, Math.max(seq, lastRead)),
        refused: ({ code }) => {
          this.#asked.delete(name);
          if (code === 'unknown-type') this.#isUnheard = true;
          // Said again, it would be refused again.
          if (!isRetryable(code)) this.#told(name, lastRead);
        },
      },
    );
  }

  #told(room: string, seq: number): void {
    this.#talk.dispatch({ type: 'readTold', room, seq });
  }
}

/** Whether one has read further than the server knows. */
function isBehind({ isJoined, lastRead, readTold }: RoomState): boolean {
  return isJoined && lastRead > readTold;
}
