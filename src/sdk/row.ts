// One row as it is shown: what it says, who says it, and what has become of it.
import type { Tally } from './state.ts';

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
  /** Of the time, `07`. */
  readonly seconds: string;
  /** The minute differs from the row before: worth showing the time. */
  readonly isNewMinute: boolean;
  /** The same where seconds are shown. */
  readonly isNewSecond: boolean;
  /** Of `text`, `action` and `change`. */
  readonly sender?: string;
  /** What it says now, as it came from others: make it safe for a screen. */
  readonly text: string;
  readonly isEdited: boolean;
  /** Its text is gone; `text` says so. */
  readonly isDeleted: boolean;
  /** In the order of their first use. */
  readonly reactions: readonly Tally[];
  /** Same speaker as the row before, both plain texts, same day, no long pause: the name need not be repeated. */
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

/** The key of the message with that place in the log. */
export function messageKey(seq: number): string {
  return `s${seq}`;
}

/** Of a message's key its place in the log; undefined: it is another row's. */
export function seqOfKey(key: string): number | undefined {
  return key.startsWith('s') ? Number.parseInt(key.slice(1), 10) : undefined;
}

/** Messages of the log can be acted on; notices, and what is on its way, can't. */
export function isSelectable({ key, kind }: Pick<Row, 'key' | 'kind'>): boolean {
  return seqOfKey(key) !== undefined && (kind === 'text' || kind === 'action' || kind === 'change');
}
