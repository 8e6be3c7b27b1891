// Timeline to rows: what stands on the screen, each with its day, its speaker, its fate.
import { foldName } from '../protocol/index.ts';
import { isGone, talliesOf, textNow } from './fold.ts';
import { isMention } from './mentions.ts';
import { placeWords } from './search.ts';
import type {
  Failed,
  Item,
  Me,
  Message,
  Pending,
  Revision,
  Tally,
  Timeline,
  UnreadMark,
} from './state.ts';
import { findMessage, orderOf } from './timeline.ts';
import type { Shown } from './visit.ts';
import { excerpt } from './words.ts';

/** One message or notice as shown. The same object as long as nothing about it changes. */
export interface Row {
  /** Unique in its room, stable: `s42` a message, `pk3fQ9z-1` a pending one, `n41.7` a notice. */
  readonly key: string;
  readonly kind: 'text' | 'action' | 'change' | 'presence' | 'info' | 'problem';
  /** Place in the log: of a message its `seq`, of others that of the message they follow. */
  readonly order: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Local, `2026-11-20`. */
  readonly date: string;
  /** Local, `14:02`. */
  readonly time: string;
  /** The minute differs from the row before: worth showing the time. */
  readonly isNewMinute: boolean;
  /** Of `text`, `action` and `change`. */
  readonly sender?: string;
  /** What it says now, as it came from others: make it safe for a screen. */
  readonly text: string;
  readonly isEdited: boolean;
  /** Its text is gone; `text` says so. */
  readonly isDeleted: boolean;
  /** In the order of their first use. */
  readonly reactions: readonly Tally[];
  /** Same speaker as the row before, both plain texts, same day: the name need not be repeated. */
  readonly isGrouped: boolean;
  readonly isOwn: boolean;
  /** It names one. */
  readonly isMention: boolean;
  /** Of one's own that are not in the log yet; a message of the log has none. */
  readonly delivery?: 'pending' | 'sent' | 'failed';
  /** Why it failed, or why it takes longer. */
  readonly why?: string;
  /** The `seq` that it replies to. */
  readonly target?: number;
  /** The message that it replies to, if that is held; its text cut. */
  readonly reply?: Quote;
  /** A day begins with this row: its local date, `2026-11-20`. `showDay` words it. */
  readonly day?: string;
  /** What a search found, oldest first; stands above the text. */
  readonly hits?: readonly RowHit[];
  /** It is the message that is visited. */
  readonly isHit?: true;
  /** The "N new" line stands before this row, and says this number. */
  readonly unread?: number;
}

/** A found message in a line, its text cut. */
export interface RowHit {
  readonly number: number;
  readonly room: string;
  /** Local: `14:02` of today, `3 Mar 14:02`, `3 Mar 2025`. */
  readonly when: string;
  readonly sender: string;
  readonly text: string;
}

export interface Quote {
  readonly target: number;
  readonly sender: string;
  readonly text: string;
}

/** A room's rows, made when they are asked for: of 100,000 only those on the screen. */
export interface Rows {
  readonly length: number;
  at(index: number): Row | undefined;
  /** Where the row of that key stands; -1 if it is gone. */
  indexOf(key: string): number;
  /** The first row at or after that place in the log. */
  indexOfSeq(seq: number): number;
}

/** Minutes that local time is ahead of UTC at that moment: `-new Date(ms).getTimezoneOffset()`. */
export type OffsetMinutes = (atMs: number) => number;

/** Makes rows and keeps those made: one for each screen. The same `Rows` while nothing changed. */
export type RowMaker = (room: Shown, me: Me) => Rows;

type Source = Item | Pending;

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

/** Characters of a message that stand in a reply to it: more than a line has. */
const maxQuote = 120;

export function createRowMaker(offset: OffsetMinutes): RowMaker {
  /** Rows live as long as their items do: what scrolls out of memory takes its row with it. */
  const made = new WeakMap<Source, Made>();
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
      ...quoteOf(item, timeline, origin),
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

function repliedTo(item: Source): number | undefined {
  return item.type !== 'notice' && item.kind === 'text' ? item.target : undefined;
}

function quoteOf(item: Source, timeline: Timeline, { quoted }: Origin): Pick<Row, 'reply'> {
  const target = repliedTo(item);
  const message = target === undefined ? undefined : findMessage(timeline, target);
  if (target === undefined || message === undefined) return {};
  const text = isGone(message, quoted) ? goneText : textNow(message, quoted);
  return { reply: { target, sender: message.sender, text: excerpt(text, maxQuote) } };
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
  if (item.type === 'message') return `s${item.seq}`;
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
  const isSameSpeaker = before !== undefined && isSpeech(item) && isSpeech(before);
  const isGrouped =
    isSameSpeaker && !isNewDay && !isFirstNew && senderOf(item, me) === senderOf(before, me);
  return {
    key: keyOf(item),
    at,
    date: local.slice(0, 10),
    time: local.slice(11, 16),
    isNewMinute: previous?.slice(0, 16) !== local.slice(0, 16),
    isGrouped,
    ...(isNewDay ? { day: local.slice(0, 10) } : {}),
    ...(isFirstNew ? { unread } : {}),
    ...wordsOf(item, me, revision),
    ...hitsOf(item, local, offset),
  };
}

/** Characters of a hit: more than its line has. */
const maxHit = 200;

function hitsOf(item: Source, now: string, offset: OffsetMinutes): Pick<Row, 'hits'> {
  if (item.type !== 'notice' || !item.hits) return {};
  const hits = item.hits.map((hit): RowHit => {
    const local = localTime(timeOf(hit.message), offset);
    const text = excerpt(hit.text, maxHit);
    const { sender } = hit.message;
    return { number: hit.number, ...placeWords(hit, local, now), sender, text };
  });
  return { hits };
}

type Words = Pick<
  Row,
  'kind' | 'order' | 'text' | 'isOwn' | 'isMention' | 'isEdited' | 'isDeleted' | 'reactions'
> &
  Partial<Pick<Row, 'sender' | 'delivery' | 'why' | 'target'>>;

const untouched = { isEdited: false, isDeleted: false, reactions: [] } as const;

function wordsOf(item: Source, me: Me, revision: Revision | undefined): Words {
  if (item.type === 'notice') {
    const { kind, text, after } = item;
    return { kind, order: after, text, isOwn: false, isMention: false, ...untouched };
  }
  const target = repliedTo(item);
  return {
    kind: kindOf(item),
    order: orderOfSource(item),
    sender: senderOf(item, me),
    ...(target === undefined ? {} : { target }),
    ...(item.type === 'message' ? saidNow(item, me, revision) : ownWords(item)),
  };
}

/** What a message of the log says by now. */
function saidNow(item: Message, me: Me, revision: Revision | undefined) {
  const isOwn = isOwnMessage(item, me);
  if (isGone(item, revision)) {
    return { ...untouched, isOwn, isMention: false, isDeleted: true, text: goneText };
  }
  const content = textNow(item, revision);
  return {
    isOwn,
    isMention: !isOwn && isMention(content, me.name),
    text: textOf({ kind: item.kind, content }),
    isEdited: revision?.edit !== undefined,
    isDeleted: false,
    reactions: talliesOf(revision, me.name),
  };
}

function ownWords(item: Pending | Failed) {
  return { ...untouched, isOwn: true, isMention: false, text: textOf(item), ...fateOf(item) };
}

function fateOf(item: Pending | Failed): Pick<Row, 'delivery' | 'why'> {
  if (item.type === 'failed') return { delivery: 'failed', why: item.why };
  return { delivery: item.delivery, ...(item.why === undefined ? {} : { why: item.why }) };
}

function kindOf({ kind }: Message | Pending | Failed): Row['kind'] {
  return kind === 'text' || kind === 'action' ? kind : 'change';
}

/** One's own changes of older messages are told in words until they are in the log. */
function textOf({ kind, content }: Pick<Message, 'kind' | 'content'>): string {
  switch (kind) {
    case 'topic':
      return content === '' ? 'took the topic away' : `set the topic: ${content}`;
    case 'edit':
      return `edited: ${content}`;
    case 'delete':
      return 'deleted a message';
    case 'reaction':
      return `reacted: ${content}`;
    default:
      return content;
  }
}

/** Pending ones stand after everything. */
function orderOfSource(item: Source): number {
  return item.type === 'pending' ? Number.MAX_SAFE_INTEGER : orderOf(item);
}

function senderOf(item: Source, me: Me): string {
  if (item.type === 'notice') return '';
  return item.type === 'message' ? item.sender : me.name;
}

function isOwnMessage({ sender }: Message, me: Me): boolean {
  return sender === me.name || foldName(sender) === foldName(me.name);
}

function isSpeech(item: Source): boolean {
  return item.type !== 'notice' && item.kind === 'text';
}

/** Whether this is the first message after the mark; notices keep their side of it. */
function isMarked(item: Source, before: Source | undefined, mark: UnreadMark | undefined): boolean {
  if (!mark || mark.count === 0 || item.type !== 'message' || item.seq <= mark.after) return false;
  return !before || orderOfSource(before) <= mark.after;
}

function timeOf(item: Source): number {
  return item.type === 'message' ? Date.parse(item.timestamp) : item.at;
}

/** `2026-11-20T14:02…`, by the clock on the wall there. */
function localTime(atMs: number, offset: OffsetMinutes): string {
  const local = new Date(atMs + offset(atMs) * 60_000);
  return Number.isNaN(local.getTime()) ? '' : local.toISOString();
}

const goneText = 'deleted';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2026-11-20` → `Friday 20 November 2026`. */
export function showDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const weekday = weekdays[date.getUTCDay()];
  return `${weekday} ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
