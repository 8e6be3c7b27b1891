// What the log knows of each room: its last message, its topic; complete once all of the log was read.

import type { Entry } from '../../protocol/messages.ts';
import type { KnownRoom, RoomRecord } from './log.ts';
import { ownCopy } from './own-copy.ts';

/** One room; the object stays the same as long as the log is open. */
export interface RoomState {
  /** The last committed message; 0: none. */
  last: number;
  /** The last message that was given a place, committed or still being written. */
  placed: number;
  /** undefined: not known, an older topic is possible. */
  topic: string | undefined;
}

export class RoomDirectory {
  readonly #states: Map<string, RoomState>;
  #isComplete = false;

  /** Takes over what the tail of the log says. */
  constructor(states: Map<string, RoomState>) {
    this.#states = states;
  }

  /** The state of a room that messages may be appended to; undefined while an older one may turn up. */
  state(room: string): RoomState | undefined {
    const state = this.#states.get(room);
    if (state !== undefined || !this.#isComplete) return state;
    const created: RoomState = { last: 0, placed: 0, topic: '' };
    this.#states.set(room, created);
    return created;
  }

  known(room: string): KnownRoom | undefined {
    const state = this.#states.get(room);
    if (state === undefined) return this.#isComplete ? { last: 0, topic: '' } : undefined;
    return { last: state.last, topic: state.topic };
  }

  all(): ReadonlyMap<string, RoomRecord> {
    const rooms = new Map<string, RoomRecord>();
    for (const [room, { last, topic }] of this.#states) {
      if (last > 0) rooms.set(room, { last, topic: topic ?? '' });
    }
    return rooms;
  }

  /** What was found of a room in all of the log. What is known already is newer. */
  learn(room: string, { last, topic }: RoomRecord): void {
    const state = this.#states.get(room);
    if (state === undefined) this.#states.set(room, { last, placed: last, topic });
    else state.topic ??= topic;
  }

  /** All rooms were learnt: one that is not known has no messages. */
  complete(): void {
    for (const state of this.#states.values()) state.topic ??= '';
    this.#isComplete = true;
  }

  /** Another file takes the place of the current one; someone may have put there what was not known. */
  takeNewer(found: ReadonlyMap<string, RoomState>): void {
    for (const [room, newer] of found) {
      const state = this.#states.get(room);
      if (state === undefined) this.#states.set(room, newer);
      else if (newer.last > state.last) {
        Object.assign(state, { ...newer, topic: newer.topic ?? state.topic });
      }
    }
  }
}

/** Takes the next entry of a file into a table of rooms. */
export function readInto(
  states: Map<string, RoomState>,
  { room, seq, kind, content }: Entry,
): void {
  const topic = kind === 'topic' ? ownCopy(content) : undefined;
  const state = states.get(room);
  if (state === undefined) {
    states.set(ownCopy(room), { last: seq, placed: seq, topic });
    return;
  }
  state.last = seq;
  state.placed = seq;
  state.topic = topic ?? state.topic;
}
