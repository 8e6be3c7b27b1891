// What a message is: asked for (draft), on a line of the log (entry), on the wire (message).

/** What a message does to its room. A `text` with a `target` is a reply. */
export type Kind = 'text' | 'action' | 'topic' | 'edit' | 'delete' | 'reaction';

/** A message before the log has given it a place. */
export interface Draft {
  /** `general`, or `@alice+bob` for a direct room. */
  readonly room: string;
  readonly kind: Kind;
  readonly sender: string;
  readonly content: string;
  /** The sender's public name for it, `SESSION-ID`; the log holds each at most once. */
  readonly id?: string;
  /** The `seq` of the message that it edits, deletes, reacts or replies to. */
  readonly target?: number;
  /** In a direct room: the owners of the two who talk, in the order of its names. Never on the wire. */
  readonly between?: readonly [string, string];
}

/** A line of the log. */
export interface Entry extends Draft {
  /** Its place in the log: grows, may skip, is never used again. */
  readonly seq: number;
  /** ISO 8601, UTC, milliseconds; never goes back. */
  readonly timestamp: string;
}

/** An entry as members see it. */
export interface Message extends Entry {
  /** The `seq` of the message before it in the same room; 0 where there is none. */
  readonly prev: number;
}
