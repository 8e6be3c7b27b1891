// The rooms that one can join, those with the most people first; made anew only when that is cheap.
import { isDirectRoom } from '../../protocol/index.ts';
import type { LogReader } from './history.ts';
import type { Hub } from './hub.ts';

export interface RoomSummary {
  readonly name: string;
  readonly topic: string;
  readonly count: number;
}

/** With more rooms than this the list may be `staleMs` old: sorting 100,000 takes 0.1 s. */
const manyRooms = 500;
const staleMs = 5000;

export class RoomList {
  readonly #hub: Hub;
  readonly #log: LogReader;
  #rooms: readonly RoomSummary[] = [];
  #madeMs = Number.NEGATIVE_INFINITY;

  constructor(hub: Hub, log: LogReader) {
    this.#hub = hub;
    this.#log = log;
  }

  /** Rooms with people in them or messages in the log; direct rooms are nobody else's business. */
  all(nowMs: number): readonly RoomSummary[] {
    if (this.#rooms.length > manyRooms && nowMs - this.#madeMs < staleMs) return this.#rooms;
    const names = new Set<string>();
    for (const room of this.#hub.rooms) names.add(room.name);
    for (const [name] of this.#log.rooms()) names.add(name);
    this.#rooms = [...names]
      .filter((name) => !isDirectRoom(name))
      .map((name) => this.#summary(name))
      .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
    this.#madeMs = nowMs;
    return this.#rooms;
  }

  #summary(name: string): RoomSummary {
    const topic = this.#log.known(name)?.topic ?? '';
    return { name, topic, count: this.#hub.room(name)?.count ?? 0 };
  }
}
