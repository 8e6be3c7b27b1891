// Pages of what was said: from memory where it reaches, from the log where it does not.
import { type Entry, limits, type Message } from '../../protocol/index.ts';
import { becoming, isChange, noPage, type Page } from './changes.ts';
import type { Recent } from './recent.ts';
import type { SearchQuery } from './search-query.ts';

/** What a page's messages may take of a line, leaving room for the rest of the reply. */
const maxPageBytes = limits.maxReplyLineBytes - 64 * 1024;

/** What the log knows of a room. */
export interface RoomFacts {
  /** The seq of its newest message; 0: none. */
  readonly last: number;
  /** Undefined: an old one is possible, and still looked for. */
  readonly topic: string | undefined;
}

/**
 * The log, as far as those who read need it. Where pages of a room are asked for, those of a view of it
 * can be (`viewOf`): then `prev` is that of the view, too.
 */
export interface LogReader {
  /** The seq of the last message. */
  readonly last: number;
  /** What is known at once; undefined: the room may have messages that were not found yet. */
  known(room: string): RoomFacts | undefined;
  /** Ends when the room is known, with its topic where that does not take long. */
  find(room: string): Promise<void>;
  /** What the log knows of a room or a view, looked for wherever it is. */
  facts(room: string): Promise<RoomFacts>;
  /** Every room that has messages, as far as known. */
  rooms(): Iterable<[string, RoomFacts]>;
  /** The newest `limit` messages of the room before a seq. */
  readBefore(room: string, before: number, limit: number): Promise<Page>;
  /** The oldest `limit` messages of the room after a seq. */
  readAfter(room: string, after: number, limit: number): Promise<Page>;
  /** The oldest `limit` messages of the room that were said at that time (ISO 8601) or later. */
  readSince(room: string, at: string, limit: number): Promise<Page>;
  /** One message and what it became; an empty page where the room has none of that seq. */
  readOne(room: string, seq: number): Promise<Page>;
  search(search: Search): Promise<Found>;
  /** The message of that public id, if it has a seq after `after`. */
  findId(publicId: string, after: number): Promise<Entry | undefined>;
  /** `hashOfId` of every id that the session used after that seq. */
  idsOf(session: string, after: number): Promise<Uint32Array>;
}

export interface Search {
  readonly query: SearchQuery;
  /** Who asks, as an owner: of the direct rooms only their messages are searched. */
  readonly asker: string;
  /** Rooms that are closed to who asks. */
  readonly closed: readonly string[];
  /** Only messages with a lower seq. */
  readonly before: number;
  readonly limit: number;
}

/** Messages, newest words first: one that was edited stands where its edit does. And what became of them. */
export interface Found extends Page {
  /** Where to go on: there may be more before this seq. */
  readonly before?: number;
  /** The index does not reach back to the log's beginning yet. */
  readonly isPartial: boolean;
}

/** One page: the oldest after a place or since a time, or the newest before a place. */
export type Place =
  | { readonly after: number }
  | { readonly before: number }
  | { readonly since: string };

/** What pages are read from, beside memory. */
export type PageSource = Pick<LogReader, 'known' | 'readBefore' | 'readAfter' | 'readSince'>;

/** And views of direct rooms. */
export type ViewSource = PageSource & Pick<LogReader, 'facts' | 'last'>;

/** Either here already, or to be waited for; what comes is made in the turn in which it is used. */
export type Read<T> = { readonly ready: T } | { readonly later: Promise<() => T> };

/**
 * Messages of a room and what they became. What memory holds is taken when the page is used, not when
 * it was asked for: between the two, more may have been committed.
 */
export function readPage(
  recent: Recent,
  log: PageSource,
  room: string,
  place: Place,
  limit: number,
): Read<Page> {
  if (limit === 0) return { ready: noPage };
  if ('after' in place) return readAfter(recent, log, room, place.after, limit);
  if ('since' in place) return readSince(recent, log, room, place.since, limit);
  return readBefore(recent, log, room, place.before, limit);
}

function readAfter(
  recent: Recent,
  log: PageSource,
  room: string,
  after: number,
  limit: number,
): Read<Page> {
  if (after + 1 >= recent.floorOf(room)) {
    return { ready: becoming(recent.after(room, after, limit), recent.changesOf) };
  }
  return { later: log.readAfter(room, after, limit).then((page) => () => upToDate(recent, page)) };
}

function readSince(
  recent: Recent,
  log: PageSource,
  room: string,
  at: string,
  limit: number,
): Read<Page> {
  const after = recent.lastBefore(at);
  if (after !== undefined && after + 1 >= recent.floorOf(room)) {
    return readAfter(recent, log, room, after, limit);
  }
  return { later: log.readSince(room, at, limit).then((page) => () => upToDate(recent, page)) };
}

function readBefore(
  recent: Recent,
  log: PageSource,
  room: string,
  before: number,
  limit: number,
): Read<Page> {
  const page = recent.before(room, before, limit);
  const isWhole = page.length === limit || page[0]?.prev === 0;
  const floor = recent.floorOf(room);
  if (isWhole || floor === 0 || log.known(room)?.last === 0) {
    return { ready: becoming(page, recent.changesOf) };
  }
  const oldest = page[0]?.seq ?? Math.min(before, floor);
  const last = page.at(-1)?.seq ?? oldest - 1;
  const later = log.readBefore(room, oldest, limit - page.length).then((older) => () => {
    const newer = recent.after(room, last, Number.POSITIVE_INFINITY);
    const held = [...page, ...newer.filter(({ seq }) => seq < before)];
    const messages = withoutGap([...older.messages, ...held].slice(-limit));
    return upToDate(recent, { messages, changes: older.changes });
  });
  return { later };
}

/**
 * The newest of them that follow each other. While the log was read, so much may have been committed
 * that what came first has left memory again; who asks for what is older gets it then.
 */
function withoutGap(messages: readonly Message[]): readonly Message[] {
  const after = messages.findLastIndex(({ prev }, at) => at > 0 && prev !== messages[at - 1]?.seq);
  return after === -1 ? messages : messages.slice(after);
}

/** With what was done to its messages since the page was read. */
export function upToDate(recent: Recent, { messages, changes }: Page): Page {
  const read = new Map<number, Map<number, Message>>();
  for (const change of changes) addTo(read, change);
  // A change that is in the page itself counts as much.
  for (const message of messages) addTo(read, message);
  return becoming(messages, (seq) => {
    const known = new Map(read.get(seq));
    for (const change of recent.changesOf(seq)) known.set(change.seq, change);
    return [...known.values()];
  });
}

function addTo(read: Map<number, Map<number, Message>>, message: Message): void {
  const { target, seq } = message;
  if (target === undefined || !isChange(message)) return;
  const changes = read.get(target) ?? new Map<number, Message>();
  read.set(target, changes.set(seq, message));
}

/** As much of a page as one line can hold: its newest messages, or its oldest, and what they became. */
export function fitPage({ messages, changes }: Page, keep: 'newest' | 'oldest'): Page {
  const ordered = keep === 'oldest' ? messages : messages.toReversed();
  const ofTarget = Map.groupBy(changes, ({ target }) => target);
  let bytes = 0;
  let count = 0;
  for (const message of ordered) {
    bytes += encodedBytes(message);
    for (const change of ofTarget.get(message.seq) ?? []) bytes += encodedBytes(change);
    if (bytes > maxPageBytes && count > 0) break;
    count++;
  }
  if (count === messages.length) return { messages, changes };
  const fitting = keep === 'oldest' ? messages.slice(0, count) : messages.slice(-count);
  const seqs = new Set(fitting.map(({ seq }) => seq));
  return { messages: fitting, changes: changes.filter(({ target }) => seqs.has(target ?? 0)) };
}

/** At most: a unit of text takes three bytes, whether as UTF-8 or escaped; the rest is names. */
function encodedBytes(message: Message): number {
  return 3 * message.content.length + 600;
}
