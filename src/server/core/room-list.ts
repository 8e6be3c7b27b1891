// The rooms that one can join, those with the most people first; made anew only when that is cheap.
import { isDirectRoom } from '../../protocol/index.ts';
import type { LogReader } from './history.ts';
import type { Hub } from './hub.ts';
import type { RoomBook } from './room-book.ts';

export interface RoomSummary {
  readonly name: string;
  readonly topic: string;
  readonly count: number;
  readonly description?: string;
  readonly visibility?: 'open' | 'private';
}

/** With more rooms than this the list may be `staleMs` old: sorting 100,000 takes 0.1 s. */
const manyRooms = 500;
const staleMs = 5000;

type Counted = Pick<RoomSummary, 'name' | 'count'>;

export class RoomList {
  readonly #hub: Hub;
  readonly #log: LogReader;
  readonly #book: RoomBook;
  #open: readonly Counted[] = [];
  #madeMs = Number.NEGATIVE_INFINITY;

  constructor(hub: Hub, log: LogReader, book: RoomBook) {
    this.#hub = hub;
    this.#log = log;
    this.#book = book;
  }

  /**
   * Open rooms with people in them, messages in the log or a description, and the asker's own private
   * ones. Direct rooms are nobody else's business.
   */
  page(
    owner: string,
    prefix: string,
    limit: number,
    nowMs: number,
  ): { readonly rooms: RoomSummary[]; readonly more: boolean } {
    const rooms: RoomSummary[] = [];
    for (const { name } of merged(this.#privateOf(owner), this.#allOpen(nowMs))) {
      if (!name.startsWith(prefix) || !this.#book.isOpenTo(owner, name)) continue;
      if (rooms.length === limit) return { rooms, more: true };
      rooms.push(this.#summary(name));
    }
    return { rooms, more: false };
  }

  #allOpen(nowMs: number): readonly Counted[] {
    if (this.#open.length > manyRooms && nowMs - this.#madeMs < staleMs) return this.#open;
    const names = new Set<string>();
    for (const room of this.#hub.rooms) names.add(room.name);
    for (const [name] of this.#log.rooms()) names.add(name);
    for (const { name, description } of this.#book.all) if (description !== '') names.add(name);
    const open = [...names].filter((name) => !isDirectRoom(name) && !this.#isPrivate(name));
    this.#open = this.#sorted(open);
    this.#madeMs = nowMs;
    return this.#open;
  }

  #privateOf(owner: string): readonly Counted[] {
    return this.#sorted([...this.#book.privateOf(owner)]);
  }

  #sorted(names: readonly string[]): readonly Counted[] {
    const rooms = names.map((name) => ({ name, count: this.#hub.room(name)?.count ?? 0 }));
    return rooms.sort(byPeople);
  }

  #isPrivate(name: string): boolean {
    return this.#book.find(name)?.visibility === 'private';
  }

  #summary(name: string): RoomSummary {
    const { description = '', visibility = 'open' } = this.#book.find(name) ?? {};
    return {
      name,
      topic: this.#log.known(name)?.topic ?? '',
      count: this.#hub.room(name)?.count ?? 0,
      ...(description === '' ? {} : { description }),
      ...(visibility === 'open' ? {} : { visibility }),
    };
  }
}

function byPeople(one: Counted, other: Counted): number {
  return other.count - one.count || (one.name < other.name ? -1 : 1);
}

/** Of two ordered lists one; a room that has become open since stands in it once. */
function* merged(one: readonly Counted[], other: readonly Counted[]): Iterable<Counted> {
  const given = new Set(one.map(({ name }) => name));
  let at = 0;
  for (const room of other) {
    for (let next = one[at]; next && byPeople(next, room) < 0; next = one[at]) {
      at++;
      yield next;
    }
    if (!given.has(room.name)) yield room;
  }
  yield* one.slice(at);
}
