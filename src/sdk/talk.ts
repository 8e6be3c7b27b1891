// What the parts of a session may do: see the state, change it, ask the server, wait.
import type { ReplyType, Request } from '../protocol/index.ts';
import type { Input } from './inputs.ts';
import type { OffsetMinutes } from './local-time.ts';
import type { Waiting } from './replies.ts';
import type { State } from './state.ts';

export interface Talk {
  readonly isLive: boolean;
  readonly offset: OffsetMinutes;
  /** The account that one writes as, on the way in too; undefined: a guest, who may yet become somebody. */
  readonly writer: string | undefined;
  getState(): State;
  dispatch(input: Input): void;
  /** Asks, and calls `done` or `refused` unless the connection is lost before. */
  ask<Type extends ReplyType>(request: Request, waiting: Waiting<Type>): void;
  /** Runs it later, unless the connection is lost before. */
  later(delayMs: number, run: () => void): void;
  /** A line in that room, or in the current one if that room is not open. */
  notice(room: string, kind: 'info' | 'problem', text: string): void;
}

/** Before a refused question is asked again, unless the server says when. */
export const askAgainMs = 2_000;
