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
  /** The server keeps no such marks. */
  #isUnheard = false;
  /** Answers that are to come. */
  #awaited = 0;

  constructor(talk: Talk) {
    this.#talk = talk;
  }

  /** All that was told is heard: a link that is closed before it breaks, and looks like a loss. */
  get isDone(): boolean {
    return this.#awaited === 0;
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

  disconnected(): void {
    this.#resting.clear();
    this.#awaited = 0;
    this.#isUnheard = false;
  }

  #tell({ name, isJoined, lastRead, readTold }: RoomState): void {
    if (this.#isUnheard || !isJoined || lastRead <= readTold || !this.#talk.isLive) return;
    this.#resting.add(name);
    this.#awaited += 1;
    this.#talk.later(tellEveryMs, () => this.#resting.delete(name));
    this.#talk.ask(
      { type: 'read', room: name, seq: lastRead },
      {
        reply: 'read',
        done: ({ seq }) => this.#told(name, Math.max(seq, lastRead)),
        refused: ({ code }) => {
          if (code === 'unknown-type') this.#isUnheard = true;
          // Refused for good, it would be refused again.
          this.#told(name, isRetryable(code) ? readTold : lastRead);
        },
      },
    );
  }

  #told(room: string, seq: number): void {
    this.#awaited -= 1;
    this.#talk.dispatch({ type: 'readTold', room, seq });
  }
}
