// A connection as its conversation has it: how it is read, what it is told, how it ends.
import type { Peer } from '../core/session.ts';

/** The connection itself: how it is read, and how it ends. */
export interface Wire extends Peer {
  /** Takes no more from the socket, so that nothing piles up here. */
  pause(): void;
  resume(): void;
  /** Writes what is in the outbox, then closes. */
  end(reason?: 'refused' | 'hello-timeout'): void;
  /** Much of what it was sent has not left yet: first it must take that. */
  readonly isBehind: boolean;
  /** The other side answers pings, and is gone when it no longer does. */
  hasHeartbeat: boolean;
}
