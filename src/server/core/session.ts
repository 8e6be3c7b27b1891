// A session while it is connected: who it is, where it is, how it is spoken to.
import type { ByeReason } from '../../protocol/index.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Room } from './room.ts';
import type { SentIds } from './sent-ids.ts';

export type Status = 'online' | 'away';

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

export interface Session {
  readonly id: string;
  /** As it is shown. */
  name: string;
  /** Case-folded: the order of lists, and the form in direct rooms. */
  folded: string;
  /** What the name occupies, with all that look like it. */
  keys: readonly string[];
  status: Status;
  statusText: string;
  readonly client: string;
  /** When it came, ISO 8601. */
  readonly since: string;
  readonly peer: Peer;
  readonly rooms: Set<Room>;
  readonly rate: RateLimit;
  lastTypingMs: number;
  /** The log's last seq when the session began: none of its messages is older. */
  readonly bornAfter: number;
  readonly sent: SentIds;
}

/** Who the session is, for what is kept of people: while there are no accounts, itself alone. */
export function ownerOf(session: Session): string {
  return session.id;
}
