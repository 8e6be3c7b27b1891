// A search through the log's parts, newest first, within a bounded time.

import type { Entry, Message } from '../../protocol/messages.ts';
import { foldName, isDirectRoom } from '../../protocol/names.ts';
import type { Page } from '../core/changes.ts';
import { viewOf } from '../core/direct-view.ts';
import type { Found, Search } from '../core/history.ts';
import type { SearchQuery } from '../core/search-query.ts';
import { IndexedPart } from './indexed.ts';
import { became, lastSeqBefore, readOne } from './pages.ts';
import type { Part } from './part.ts';
import { readAt } from './source.ts';
import { matchOf, wordsAlone } from './words.ts';

/** What one question may take; the answer then says where to go on. */
const patienceMs = 120;
/** Hits that are asked for at once: some of them may not count. */
const atOnce = 64;

/** @param now milliseconds, of any beginning */
export function search(parts: readonly Part[], asked: Search, now: () => number): Found {
  const match = matchOf(asked.query, asked.asker, asked.closed);
  const isPartial = parts.some((part) => !part.isIndexed);
  if (match === undefined || asked.limit === 0) return { messages: [], changes: [], isPartial };
  const hits = new Hits(parts, asked, match, now() + patienceMs, now);
  const before = hits.collect();
  return { ...hits.page(), ...(before === undefined ? {} : { before }), isPartial };
}

class Hits {
  readonly #parts: readonly Part[];
  readonly #asked: Search;
  readonly #match: string;
  /** Each word alone: where one is missing, the rest need not be looked for. */
  readonly #each: readonly string[];
  readonly #closed: ReadonlySet<string>;
  readonly #deadline: number;
  readonly #now: () => number;
  readonly #found = new Map<
    number,
    { readonly message: Message; readonly changes: readonly Message[] }
  >();

  constructor(
    parts: readonly Part[],
    asked: Search,
    match: string,
    deadline: number,
    now: () => number,
  ) {
    this.#parts = parts;
    this.#asked = asked;
    this.#match = match;
    this.#each = wordsAlone(asked.query);
    this.#closed = new Set(asked.closed);
    this.#deadline = deadline;
    this.#now = now;
  }

  /** In the order in which the words were said, as that is the order of the pages. */
  page(): Page {
    const found = [...this.#found.values()];
    const changes = found.flatMap((one) => one.changes);
    return { messages: found.map(({ message }) => message), changes };
  }

  /** @returns where to go on; undefined: everything was looked at */
  collect(): number | undefined {
    const { before, query } = this.#asked;
    for (const part of this.#parts.toReversed()) {
      if (!(part instanceof IndexedPart) || part.after >= before - 1 || !overlaps(part, query))
        continue;
      if (!this.#each.every((one) => part.lists.has(one))) continue;
      const stopped = this.#collectIn(part);
      if (stopped !== undefined) return stopped;
    }
    return undefined;
  }

  #collectIn(part: IndexedPart): number | undefined {
    const { limit } = this.#asked;
    const { after, before: end } = boundsIn(part, this.#asked.query);
    let before = Math.min(this.#asked.before, end);
    for (;;) {
      const seqs = part.lists.search(this.#match, after, before, atOnce);
      for (const seq of seqs) {
        this.#look(part.read(seq));
        if (this.#found.size === limit || this.#now() > this.#deadline) return seq;
        before = seq;
      }
      if (seqs.length < atOnce) return this.#now() > this.#deadline ? part.after + 1 : undefined;
    }
  }

  /** Two may have the same mark in the index: so each is looked at. */
  #isFor({ room, between }: Entry): boolean {
    if (isDirectRoom(room)) return between?.includes(this.#asked.asker) === true;
    return !this.#closed.has(room);
  }

  /** A hit counts where the asker may read it, and the words are still what the message says. */
  #look(entry: Entry): void {
    const { query, asker } = this.#asked;
    if (!isWanted(entry, query) || !this.#isFor(entry)) return;
    const isEdit = entry.kind === 'edit' && entry.target !== undefined;
    const room = isDirectRoom(entry.room) ? viewOf(entry.room, asker) : entry.room;
    const page = isEdit
      ? readOne(this.#parts, room, entry.target ?? 0)
      : became(this.#parts, room, [
          { ...entry, prev: lastSeqBefore(this.#parts, room, entry.seq) },
        ]);
    const {
      messages: [message],
      changes,
    } = page;
    const edit = changes.findLast(({ kind }) => kind === 'edit');
    const isGone = changes.some(({ kind }) => kind === 'delete');
    const isCurrent = isEdit ? edit?.seq === entry.seq : edit === undefined;
    if (message && !isGone && isCurrent) this.#found.set(message.seq, { message, changes });
  }
}

function isWanted(
  { room, sender, timestamp }: Entry,
  { rooms, senders, fromMs = -Infinity, untilMs = Infinity }: SearchQuery,
): boolean {
  const ms = Date.parse(timestamp);
  if (ms < fromMs || ms >= untilMs) return false;
  if (rooms.length > 0 && !rooms.includes(room)) return false;
  return senders.length === 0 || senders.includes(foldName(sender));
}

function overlaps({ firstTime, lastTime }: IndexedPart, { fromMs, untilMs }: SearchQuery): boolean {
  if (firstTime === '') return false;
  if (fromMs !== undefined && Date.parse(lastTime) < fromMs) return false;
  return untilMs === undefined || Date.parse(firstTime) < untilMs;
}

/** Between which seqs the query's times lie, roughly. */
function boundsIn(
  part: IndexedPart,
  { fromMs, untilMs }: SearchQuery,
): { readonly after: number; readonly before: number } {
  const { seqs } = part.lists.places;
  const from = fromMs === undefined ? undefined : seqs[placeSince(part, fromMs) - 1];
  const until = untilMs === undefined ? undefined : seqs[placeSince(part, untilMs)];
  return {
    after: from === undefined ? part.after : from - 1,
    before: until ?? Number.MAX_SAFE_INTEGER,
  };
}

/** Of the places of a part, the first that was said at that time or later: which are between is looked at. */
function placeSince(part: IndexedPart, ms: number): number {
  const { seqs, offsets } = part.lists.places;
  let low = 0;
  let high = seqs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeAt(part, offsets[middle] as number) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

function timeAt({ source }: IndexedPart, offset: number): number {
  return Date.parse(readAt(source.fd, offset, 24).toString('latin1'));
}
