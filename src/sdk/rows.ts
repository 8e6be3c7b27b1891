// Timeline to rows: what stands on the screen, each with its day, its speaker, its fate.
import { localTime, type OffsetMinutes } from './local-time.ts';
import { RecentMap } from './recent-map.ts';
import { messageKey, type Row } from './row.ts';
import {
  hitsOf,
  orderOfSource,
  quoteOf,
  repliedTo,
  type Source,
  senderOf,
  timeOf,
  wordsOf,
} from './row-words.ts';
import type { Me, Revision, Timeline, UnreadMark } from './state.ts';
import { findMessage, orderOf } from './timeline.ts';
import type { Shown } from './visit.ts';

/** A room's rows, made when they are asked for: of 100,000 only those on the screen. */
export interface Rows {
  readonly length: number;
  at(index: number): Row | undefined;
  /** Where the row of that key stands; -1 if it is gone. */
  indexOf(key: string): number;
  /** The first row at or after that place in the log. */
  indexOfSeq(seq: number): number;
}

/** Of a room that is not there. */
export const noRows: Rows = {
  length: 0,
  at: () => undefined,
  indexOf: () => -1,
  indexOfSeq: () => 0,
};

/** More than a few screens of the largest terminals. */
const rowsKept = 1_000;

/** Makes rows and keeps those made lately: one for each screen. The same `Rows` while nothing changed. */
export type RowMaker = (room: Shown, me: Me) => Rows;

/**
 * A row, and what it was made from besides its item. The item before stands here by its key: by
 * itself, each row would keep the one before it in memory, and so all that ever were.
 */
interface Made extends Origin {
  readonly row: Row;
  readonly before: string | undefined;
  readonly name: string;
}

/** What later messages made of the row's message, and what it replies to. */
interface Origin {
  readonly revision: Revision | undefined;
  /** Whether the message replied to is held, and what became of that. */
  readonly isQuoting: boolean;
  readonly quoted: Revision | undefined;
}

export function createRowMaker(offset: OffsetMinutes): RowMaker {
  // As rows of their own 100,000 messages would take three times the memory.
  const made = new RecentMap<Source, Made>(rowsKept);
  let last: { room: Shown; me: Me; rows: Rows } | undefined;

  function rowOf(item: Source, before: Source | undefined, room: Shown, me: Me): Row {
    const { mark, timeline, hit } = room;
    const known = made.get(item);
    const beforeKey = before && keyOf(before);
    const origin = originOf(item, timeline);
    const isSame = known && known.before === beforeKey && known.name === me.name;
    const unread = isMarked(item, before, mark) ? mark?.count : undefined;
    const isHit = hit !== undefined && item.type === 'message' && item.seq === hit;
    const isShownSo = known?.row.unread === unread && (known?.row.isHit ?? false) === isHit;
    if (isSame && isShownSo && hasSameOrigin(known, origin)) return known.row;
    const row: Row = {
      ...makeRow(item, before, unread, me, offset, origin.revision),
      ...quoteOf(item, timeline, origin.quoted),
      ...(isHit ? { isHit } : {}),
    };
    made.set(item, { row, before: beforeKey, name: me.name, ...origin });
    return row;
  }

  return (room, me) => {
    if (last && last.me.name === me.name && hasSameRows(last.room, room)) return last.rows;
    const rows = rowsOf(room, (item, before) => rowOf(item, before, room, me));
    last = { room, me, rows };
    return rows;
  };
}

function hasSameRows(one: Shown, other: Shown): boolean {
  return (
    one.timeline.items === other.timeline.items &&
    one.timeline.fold === other.timeline.fold &&
    one.pending === other.pending &&
    one.hit === other.hit &&
    one.mark === other.mark
  );
}

function originOf(item: Source, timeline: Timeline): Origin {
  const { fold } = timeline;
  const target = repliedTo(item);
  return {
    revision: item.type === 'message' ? fold.get(item.seq) : undefined,
    isQuoting: target !== undefined && findMessage(timeline, target) !== undefined,
    quoted: target === undefined ? undefined : fold.get(target),
  };
}

function hasSameOrigin(one: Origin, other: Origin): boolean {
  return (
    one.revision === other.revision &&
    one.isQuoting === other.isQuoting &&
    one.quoted === other.quoted
  );
}

function rowsOf(room: Shown, rowOf: (item: Source, before: Source | undefined) => Row): Rows {
  const { timeline, pending } = room;
  const { items } = timeline;
  const itemAt = (index: number) => items.at(index) ?? pending[index - items.length];
  const indexOfSeq = (seq: number) => items.search((item) => orderOf(item) >= seq);
  return {
    length: items.length + pending.length,
    at(index) {
      const item = itemAt(index);
      return item && rowOf(item, itemAt(index - 1));
    },
    indexOf(key) {
      if (key.startsWith('p')) {
        const index = pending.findIndex((one) => keyOf(one) === key);
        return index === -1 ? -1 : items.length + index;
      }
      const order = Number.parseInt(key.slice(1), 10);
      for (let index = indexOfSeq(order); index < items.length; index += 1) {
        const item = items.at(index);
        if (!item || orderOf(item) > order) return -1;
        if (keyOf(item) === key) return index;
      }
      return -1;
    },
    indexOfSeq,
  };
}

function keyOf(item: Source): string {
  if (item.type === 'message') return messageKey(item.seq);
  if (item.type === 'notice') return `n${item.after}.${item.number}`;
  return item.type === 'failed' ? `f${item.after}.${item.id}` : `p${item.id}`;
}

function makeRow(
  item: Source,
  before: Source | undefined,
  unread: number | undefined,
  me: Me,
  offset: OffsetMinutes,
  revision: Revision | undefined,
): Row {
  const at = timeOf(item);
  const local = localTime(at, offset);
  const previous = before && localTime(timeOf(before), offset);
  const isNewDay = previous?.slice(0, 10) !== local.slice(0, 10);
  const isFirstNew = unread !== undefined;
  const isSameSpeaker =
    before !== undefined &&
    isSpeech(item) &&
    isSpeech(before) &&
    senderOf(item, me) === senderOf(before, me);
  const isGrouped =
    isSameSpeaker && !isNewDay && !isFirstNew && at - timeOf(before) < longestPauseMs;
  return {
    key: keyOf(item),
    at,
    date: local.slice(0, 10),
    time: local.slice(11, 16),
    seconds: local.slice(17, 19),
    isNewMinute: previous?.slice(0, 16) !== local.slice(0, 16),
    isNewSecond: previous?.slice(0, 19) !== local.slice(0, 19),
    isGrouped,
    ...(isNewDay ? { day: local.slice(0, 10) } : {}),
    ...(isFirstNew ? { unread } : {}),
    ...wordsOf(item, me, revision),
    ...hitsOf(item, local, offset),
  };
}

/** After a longer one the speaker is named again: one has looked away meanwhile. */
const longestPauseMs = 10 * 60_000;

function isSpeech(item: Source): boolean {
  return item.type !== 'notice' && item.kind === 'text';
}

/** Whether this is the first message after the mark; notices keep their side of it. */
function isMarked(item: Source, before: Source | undefined, mark: UnreadMark | undefined): boolean {
  if (!mark || mark.count === 0 || item.type !== 'message' || item.seq <= mark.after) return false;
  return !before || orderOfSource(before) <= mark.after;
}
