// A session while it is connected: who it is, where it is, how it is spoken to.
import type { ByeReason } from '../../protocol/index.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Room } from './room.ts';
import type { SentIds } from './sent-ids.ts';

export type Status = 'online' | 'away';

/** What somebody may do on the whole server; a room can have roles of its own. */
export type ServerRole = 'owner' | 'moderator' | 'member' | 'guest';

/** What carries a session's lines: a socket of TCP or TLS, or a browser's WebSocket. */
export type Transport = 'line' | 'websocket';

/** The way to the other side of a session. Nothing here waits, nothing here fails. */
export interface Peer {
  readonly transport: Transport;
  /** Puts whole lines, each with its end, into the outbox; they leave with the turn, in order. */
  push(lines: string | Uint8Array): void;
  /** A last word, then the end of the connection. */
  bye(reason: ByeReason, reconnect: boolean): void;
}

/** Where a session comes from. */
export interface Origin {
  readonly address: string;
  /** At this machine: its floods are its user's own. */
  readonly isLoopback: boolean;
  /** A proxy's own address: many people stand behind it, and it says nothing of any of them. */
  readonly isShared?: true;
}

/** What a program says of itself, in each `hello` anew: a session goes from one to the next. */
export interface Program {
  /** Which one, in its words. */
  readonly client: string;
  /** Nobody sits at it. */
  readonly isBot: boolean;
}

export interface Session extends Program {
  readonly id: string;
  /** Whose it is: an account, or itself alone (`ownerOfSession`). */
  readonly owner: string;
  /** As it is shown. Of an account's session always the account's. */
  name: string;
  /** Case-folded: the order of lists, and the form in direct rooms. */
  folded: string;
  /** What the name occupies, with all that look like it. */
  keys: readonly string[];
  role: ServerRole;
  /** Of the name; empty: none. */
  colour: string;
  /** All sessions of one owner have the same. */
  status: Status;
  statusText: string;
  readonly origin: Origin;
  /** When it came, ISO 8601. */
  readonly since: string;
  readonly peer: Peer;
  readonly rooms: Set<Room>;
  readonly rate: RateLimit;
  lastTypingMs: number;
  /** The log's last seq when the session began: none of its messages is older. */
  readonly bornAfter: number;
  readonly sent: SentIds;
  /** The guest's session that it was before it registered: what that said is still its own. */
  readonly earlier?: string;
}

/** What goes with the name wherever one is listed. */
export function isGuest(session: Session): boolean {
  return session.owner === session.id;
}
