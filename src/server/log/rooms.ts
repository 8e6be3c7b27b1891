// What the log knows of each room: its last message, its first one, its topic; complete once all is read.

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
  /** The first message in the current file, once all of it is read; before, in what was read. 0: none. */
  first: number;
}

export class RoomDirectory {
  readonly #states: Map<string, RoomState>;
  #isComplete = false;
  /** Whether `first` is exact for every room. */
  #hasSpans = false;
  /** The last message of each room before the current file, if that followed another one. */
  #carried: Map<string, number> | undefined;

  /** Takes over what the tail of the log says. */
  constructor(states: Map<string, RoomState>) {
    this.#states = states;
  }

  /** The state of a room that messages may be appended to; undefined while an older one may turn up. */
  state(room: string): RoomState | undefined {
    const state = this.#states.get(room);
    if (state !== undefined || !this.#isComplete) return state;
    const created: RoomState = { last: 0, placed: 0, topic: '', first: 0 };
    this.#states.set(room, created);
    return created;
  }

  known(room: string): KnownRoom | undefined {
    const state = this.#states.get(room);
    if (state === undefined) return this.#isComplete ? { last: 0, topic: '' } : undefined;
    return { last: state.last, topic: state.topic };
  }

  /** The room, if nothing about it can change any more but by new messages. */
  exactly(room: string): RoomRecord | undefined {
    const known = this.known(room);
    return known?.topic === undefined ? undefined : { last: known.last, topic: known.topic };
  }

  /** Where the room's messages lie in the current file; undefined while not all of it is read. */
  span(room: string): { readonly first: number; readonly last: number } | undefined {
    if (!this.#hasSpans) return undefined;
    return this.#states.get(room) ?? { first: 0, last: 0 };
  }

  all(): ReadonlyMap<string, RoomRecord> {
    const rooms = new Map<string, RoomRecord>();
    for (const [room, { last, topic }] of this.#states) {
      if (last > 0) rooms.set(room, { last, topic: topic ?? '' });
    }
    return rooms;
  }

  /** Takes in what stands before everything that was read so far; with this the directory is complete. */
  complete(older: ReadonlyMap<string, RoomState>): void {
    for (const [room, before] of older) this.#completeRoom(room, before);
    for (const state of this.#states.values()) state.topic ??= '';
    this.#isComplete = true;
    this.#hasSpans ||= this.#carried === undefined;
  }

  #completeRoom(room: string, before: RoomState): void {
    const state = this.#states.get(room);
    // Where another file has taken the place of the surveyed one, the room's first message lies before it.
    const hasMoved = this.#carried !== undefined;
    if (state === undefined) {
      this.#carried?.set(room, before.last);
      this.#states.set(room, hasMoved ? { ...before, first: 0 } : before);
      return;
    }
    state.topic ??= before.topic;
    if (!hasMoved) state.first = before.first;
  }

  /**
   * Another file takes the place of the current one: a new one after rotation, but someone may have put
   * one there that holds what was not known, `found`. Returns the last message of each room before it,
   * to which a survey that is still under way adds.
   */
  beginFile(found: ReadonlyMap<string, RoomState>): ReadonlyMap<string, number> {
    this.#carried = new Map([...this.#states].map(([room, { last }]) => [room, last]));
    for (const state of this.#states.values()) state.first = 0;
    for (const [room, state] of found) this.#takeNewer(room, state);
    this.#hasSpans = found.size === 0;
    return this.#carried;
  }

  #takeNewer(room: string, found: RoomState): void {
    const state = this.#states.get(room);
    if (state === undefined) this.#states.set(room, found);
    else if (found.last > state.last) {
      Object.assign(state, { ...found, topic: found.topic ?? state.topic });
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
    states.set(ownCopy(room), { last: seq, placed: seq, topic, first: seq });
    return;
  }
  state.last = seq;
  state.placed = seq;
  state.topic = topic ?? state.topic;
  if (state.first === 0) state.first = seq;
}
