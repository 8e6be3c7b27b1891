// Pages of what was said: from memory where it reaches, from the log where it does not.
import { limits, type Message } from '../../protocol/index.ts';
import type { Recent } from './recent.ts';

/** What a page's messages may take of a line, leaving room for the rest of the reply. */
const maxPageBytes = limits.maxReplyLineBytes - 64 * 1024;

/** What the log knows of a room. */
export interface RoomFacts {
  /** The seq of its newest message; 0: none. */
  readonly last: number;
  /** Undefined: an old one is possible, and still looked for. */
  readonly topic: string | undefined;
}

/** The log, as far as those who read need it. */
export interface LogReader {
  /** What is known at once; undefined: the room may have messages that were not found yet. */
  known(room: string): RoomFacts | undefined;
  /** Ends when the room is known, with its topic where that does not take long. */
  find(room: string): Promise<void>;
  /** Every room that has messages, as far as known. */
  rooms(): Iterable<[string, RoomFacts]>;
  /** The newest `limit` messages of the room before a seq, oldest first. */
  readBefore(room: string, before: number, limit: number): Promise<Message[]>;
  /** The oldest `limit` messages of the room after a seq, oldest first. */
  readAfter(room: string, after: number, limit: number): Promise<Message[]>;
}

/** One page: the oldest after a place, or the newest before one (without either: the newest). */
export type Place = { readonly after: number } | { readonly before: number };

/** Either here already, or to be waited for; what comes is made in the turn in which it is used. */
export type Read<T> = { readonly ready: T } | { readonly later: Promise<() => T> };

/**
 * Messages of a room. What memory holds is taken when the page is used, not when it was asked for:
 * between the two, more may have been committed.
 */
export function readPage(
  recent: Recent,
  log: LogReader,
  room: string,
  place: Place,
  limit: number,
): Read<Message[]> {
  if (limit === 0) return { ready: [] };
  return 'after' in place
    ? readAfter(recent, log, room, place.after, limit)
    : readBefore(recent, log, room, place.before, limit);
}

function readAfter(
  recent: Recent,
  log: LogReader,
  room: string,
  after: number,
  limit: number,
): Read<Message[]> {
  if (after + 1 >= recent.floorOf(room)) return { ready: recent.after(room, after, limit) };
  return { later: log.readAfter(room, after, limit).then((page) => () => page) };
}

function readBefore(
  recent: Recent,
  log: LogReader,
  room: string,
  before: number,
  limit: number,
): Read<Message[]> {
  const page = recent.before(room, before, limit);
  if (page.length === limit || page[0]?.prev === 0) return { ready: page };
  const floor = recent.floorOf(room);
  if (floor === 0 || log.known(room)?.last === 0) return { ready: page };
  const oldest = page[0]?.seq ?? Math.min(before, floor);
  const last = page.at(-1)?.seq ?? oldest - 1;
  const later = log.readBefore(room, oldest, limit - page.length).then((older) => () => {
    const newer = recent.after(room, last, Number.POSITIVE_INFINITY);
    return [...older, ...page, ...newer.filter(({ seq }) => seq < before)].slice(-limit);
  });
  return { later };
}

/** As many of a page's messages as one line can hold: the newest of them, or the oldest. */
export function fitPage(messages: readonly Message[], keep: 'newest' | 'oldest'): Message[] {
  const ordered = keep === 'oldest' ? [...messages] : messages.toReversed();
  let bytes = 0;
  let count = 0;
  for (const message of ordered) {
    bytes += encodedBytes(message);
    if (bytes > maxPageBytes) break;
    count++;
  }
  return keep === 'oldest' ? messages.slice(0, count) : messages.slice(messages.length - count);
}

/** At most: a unit of text takes three bytes, whether as UTF-8 or escaped; the rest is names. */
function encodedBytes(message: Message): number {
  return 3 * message.content.length + 600;
}
