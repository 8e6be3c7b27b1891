// What is held of a room: messages by seq without a hole, gaps found by prev, notices between.
import { emptyFold, folded, isChange, isOverfull, pruned } from './fold.ts';
import { List } from './list.ts';
import type { Failed, Item, Message, Notice, Timeline } from './state.ts';

/** Bounds of what one room may take in memory. */
export const timelineLimits = {
  /** Messages and notices: 23 MB of a long-lived room; older ones come back by `history`. */
  maxItems: 100_000,
  /** Of a room whose newest are looked at, or that is not on the screen: what is older is asked for again. */
  maxNewest: 20_000,
  /** Dropping the oldest copies the list, so it is done for many at once. */
  slackItems: 10_000,
  slackNewest: 5_000,
  /** Messages kept while a gap before them is filled; what is dropped comes by `history` too. */
  maxAhead: 2_000,
  /** Changes kept to be told of. */
  maxChanges: 2_000,
  maxNotices: 500,
  slackNotices: 100,
  /** After so many empty answers a hole counts as the server's own, and is closed. */
  maxStalls: 4,
} as const;

const { maxAhead } = timelineLimits;

export const emptyTimeline: Timeline = {
  items: List.of(),
  fold: emptyFold,
  changes: List.of(),
  floor: 0,
  hasOlder: false,
  ahead: [],
  tip: 0,
  stalls: 0,
  isForeign: false,
  noticeCount: 0,
};

/** What a first join gave: the newest messages; `last` is the room's newest `seq`. */
export function begin(timeline: Timeline, messages: readonly Message[], last: number): Timeline {
  const first = messages[0];
  // A program asks for no backlog: what came before the answer is its first news.
  const newest = first ? first.prev : (timeline.ahead[0]?.prev ?? last);
  const based: Timeline = {
    ...timeline,
    items: List.of(timeline.items.slice(0).map((item) => movedTo(item, newest))),
    newest,
    floor: newest,
    tip: Math.max(timeline.tip, last),
    hasOlder: newest > 0,
    isForeign: false,
  };
  return append(based, messages);
}

/** A notice from before the first backlog stands before it. */
function movedTo(item: Item, after: number): Item {
  return item.type === 'message' ? item : { ...item, after };
}

/**
 * Messages, oldest first, live or by a page of history.
 * - What is held already is left out.
 * - What comes after a gap waits in `ahead`; `isBehind` then says that something is missing.
 * - A `prev` older than the newest held means another log: `isForeign`.
 */
export function append(timeline: Timeline, messages: readonly Message[]): Timeline {
  const { newest } = timeline;
  const merged = merge(timeline.ahead, messages);
  const tip = Math.max(timeline.tip, merged.at(-1)?.seq ?? 0);
  if (newest === undefined) return { ...timeline, tip, ahead: merged.slice(-maxAhead) };
  const { fitting, rest, isForeign } = chain(newest, merged);
  const last = fitting.at(-1);
  return trim({
    ...withArrivals(timeline, fitting),
    ...oldestOf(timeline, fitting),
    newest: last ? last.seq : newest,
    tip,
    ahead: rest.length > maxAhead ? rest.slice(0, maxAhead) : rest,
    stalls: last ? 0 : timeline.stalls,
    isForeign: timeline.isForeign || isForeign,
  });
}

/** Those that are rows at the end, the others in what they change. */
function withArrivals(timeline: Timeline, arrivals: readonly Message[]): Timeline {
  const fresh = arrivals.filter(isChange);
  if (fresh.length === 0) return { ...timeline, items: timeline.items.append(arrivals) };
  const { maxChanges } = timelineLimits;
  const changes = timeline.changes.append(fresh);
  const surplus = changes.length > 2 * maxChanges ? changes.length - maxChanges : 0;
  return {
    ...withChanges(timeline, fresh),
    items: timeline.items.append(arrivals.filter((message) => !isChange(message))),
    changes: changes.dropFirst(surplus),
  };
}

/** What edits, deletions and reactions that came beside a page make of the messages held. */
export function withChanges(timeline: Timeline, changes: readonly Message[] = []): Timeline {
  const fold = folded(timeline.fold, changes);
  if (fold === timeline.fold) return timeline;
  return { ...timeline, fold: isOverfull(fold) ? pruned(fold, timeline.oldest ?? 0) : fold };
}

/** Whether messages are missing that the server has: ask what came after `newest`. */
export function isBehind({ newest, tip }: Timeline): boolean {
  return newest !== undefined && newest < tip;
}

/** The answer to that question. Empty ones are counted, and the gap closed at last. */
export function fill(timeline: Timeline, messages: readonly Message[]): Timeline {
  const filled = append(timeline, messages);
  if (filled.newest !== timeline.newest || !isBehind(filled)) return filled;
  const stalls = timeline.stalls + 1;
  return stalls < timelineLimits.maxStalls ? { ...filled, stalls } : closeGap(filled);
}

/** The server has not got what is missing: what came after it follows at once. */
function closeGap(timeline: Timeline): Timeline {
  const first = timeline.ahead[0];
  const newest = first ? first.prev : Math.max(timeline.newest ?? 0, timeline.tip);
  return append({ ...timeline, newest, floor: newest, stalls: 0 }, []);
}

/** A page of what was said before the oldest held. */
export function prepend(
  timeline: Timeline,
  messages: readonly Message[],
  hasMore: boolean,
): Timeline {
  const { oldest, floor } = timeline;
  const older = messages.filter((message) => oldest === undefined || message.seq < oldest);
  const first = older[0];
  if (!first) return { ...timeline, hasOlder: hasMore && messages.length > 0 };
  const items = timeline.items.prepend(older.filter((message) => !isChange(message)));
  return {
    ...withChanges(timeline, older),
    items,
    oldest: first.seq,
    // A hole that was closed further on stays one.
    floor: oldest !== undefined && floor >= oldest ? floor : first.prev,
    hasOlder: hasMore || first.prev > 0,
  };
}

/** Whether there is room for older messages: the newest are never dropped for them. */
export function canHoldOlder(timeline: Timeline): boolean {
  return timeline.items.length < timelineLimits.maxItems;
}

/** Puts something that is not in the log at the end. */
export function addNotice(timeline: Timeline, notice: Notice | Failed): Timeline {
  const items = timeline.items.append([notice]);
  return trimNotices({ ...timeline, items, noticeCount: timeline.noticeCount + 1 });
}

/** The last item, if it is a notice, in other words. */
export function replaceLastNotice(timeline: Timeline, notice: Notice): Timeline {
  return { ...timeline, items: timeline.items.replaceLast(notice) };
}

/** Takes out what has turned out to be no news. */
export function removeNotice(timeline: Timeline, notice: Notice): Timeline {
  const items = timeline.items.filter((item) => item !== notice);
  return { ...timeline, items, noticeCount: timeline.noticeCount - 1 };
}

/** Takes out failed messages that have not failed after all. @returns the same where there is none */
export function removeFailed(timeline: Timeline, isIt: (failed: Failed) => boolean): Timeline {
  if (timeline.noticeCount === 0) return timeline;
  const items = timeline.items.filter((item) => item.type !== 'failed' || !isIt(item));
  const removed = timeline.items.length - items.length;
  return removed === 0
    ? timeline
    : { ...timeline, items, noticeCount: timeline.noticeCount - removed };
}

export function lastNotice(timeline: Timeline): Notice | undefined {
  const last = timeline.items.last();
  return last?.type === 'notice' ? last : undefined;
}

/** The messages held after that place, those that change others among them. */
export function messagesAfter(timeline: Timeline, seq: number): readonly Message[] {
  const from = timeline.items.search((item) => orderOf(item) > seq);
  const said = timeline.items.slice(from).filter((item) => item.type === 'message');
  const { changes } = timeline;
  const changing = changes.slice(changes.search((change) => change.seq > seq));
  return merge(said, changing);
}

/** The message of that place, if it is held and a row of its own. */
export function findMessage({ items }: Timeline, seq: number): Message | undefined {
  const item = items.at(items.search((one) => orderOf(one) >= seq));
  return item?.type === 'message' && item.seq === seq ? item : undefined;
}

/** An item's place: a message's own seq; for others that of the message they follow. */
export function orderOf(item: Item): number {
  return item.type === 'message' ? item.seq : item.after;
}

function oldestOf(timeline: Timeline, added: readonly Message[]): { oldest?: number } {
  const oldest = timeline.oldest ?? added[0]?.seq;
  return oldest === undefined ? {} : { oldest };
}

/** Both in one order, each seq once. Mostly one of them is empty. */
function merge(ahead: readonly Message[], messages: readonly Message[]): readonly Message[] {
  if (ahead.length === 0) return messages;
  if (messages.length === 0) return ahead;
  const last = ahead.at(-1);
  const first = messages[0];
  if (last && first && last.seq < first.seq) return ahead.concat(messages);
  const bySeq = new Map(ahead.concat(messages).map((message) => [message.seq, message]));
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq);
}

interface Chain {
  /** Those that follow without a hole. */
  readonly fitting: readonly Message[];
  /** Those behind a hole. */
  readonly rest: readonly Message[];
  readonly isForeign: boolean;
}

function chain(newest: number, messages: readonly Message[]): Chain {
  const fitting: Message[] = [];
  let end = newest;
  for (const [index, message] of messages.entries()) {
    if (message.seq <= end) continue;
    if (message.prev > end) return { fitting, rest: messages.slice(index), isForeign: false };
    if (message.prev < end) return { fitting, rest: [], isForeign: true };
    fitting.push(message);
    end = message.seq;
  }
  return { fitting, rest: [], isForeign: false };
}

/** Without the oldest of a room that nobody reads back in. */
export function newestOf(timeline: Timeline): Timeline {
  const { maxNewest, slackNewest } = timelineLimits;
  return trim(timeline, maxNewest, slackNewest);
}

/** Only the newest, and nothing of what they have become: for a program, which has done with what it was told. */
export function lastOf(timeline: Timeline, most: number): Timeline {
  const trimmed = trim(timeline, most, 0);
  const { changes } = trimmed;
  const since = changes.search(({ seq }) => seq > trimmed.floor);
  const dropped = Math.max(since, changes.length - most);
  const floor = Math.max(trimmed.floor, changes.at(dropped - 1)?.seq ?? 0);
  return { ...trimmed, changes: changes.dropFirst(dropped), floor, fold: emptyFold };
}

/** After that place every message is held, those that change others among them. */
export function heldFrom({ floor, changes }: Timeline): number {
  // More of them may have been, of which the oldest are not kept.
  const isCut = changes.length >= timelineLimits.maxChanges;
  return Math.max(floor, isCut ? (changes.at(0)?.seq ?? 0) : 0);
}

function trim(
  timeline: Timeline,
  most: number = timelineLimits.maxItems,
  slack: number = timelineLimits.slackItems,
): Timeline {
  if (timeline.items.length <= most + slack) return timeline;
  const dropped = timeline.items.length - most;
  const noticesDropped = timeline.items.slice(0, dropped).filter(isNotice).length;
  const items = timeline.items.dropFirst(dropped);
  const first = items.at(firstMessageIndex(items));
  const place = first?.type === 'message' ? { oldest: first.seq, floor: first.prev } : {};
  return {
    ...timeline,
    items,
    ...place,
    fold: pruned(timeline.fold, place.oldest ?? 0),
    hasOlder: true,
    noticeCount: timeline.noticeCount - noticesDropped,
  };
}

function firstMessageIndex(items: List<Item>): number {
  for (let index = 0; index < items.length; index += 1) {
    if (items.at(index)?.type === 'message') return index;
  }
  return items.length;
}

/** The oldest notices go first, and many at once. */
function trimNotices(timeline: Timeline): Timeline {
  const { maxNotices, slackNotices } = timelineLimits;
  if (timeline.noticeCount <= maxNotices + slackNotices) return timeline;
  let surplus = timeline.noticeCount - maxNotices;
  const items = timeline.items.filter((item) => {
    if (!isNotice(item) || surplus === 0) return true;
    surplus -= 1;
    return false;
  });
  return { ...timeline, items, noticeCount: maxNotices };
}

function isNotice(item: Item): boolean {
  return item.type !== 'message';
}
