// What a request's handler asks for: values, so that a decision can be tested without a socket.
import {
  type ByeReason,
  type Draft,
  type Entry,
  type Refusal,
  type Reply,
  refuse,
} from '../../protocol/index.ts';
import type { Sending } from './duplicates.ts';
import type { Session } from './session.ts';

export type Outcome =
  /** Answered at once. */
  | { readonly does: 'reply'; readonly reply: Reply }
  | { readonly does: 'refuse'; readonly refusal: Refusal }
  /** Answered by the committed stream of the log. */
  | { readonly does: 'append'; readonly draft: Draft }
  /** The same send as one that the log is about to commit: answered together with it. */
  | { readonly does: 'attach'; readonly sending: Sending }
  /** In the log already, under the same public id. */
  | { readonly does: 'acknowledge'; readonly entry: Entry }
  /** The connection is this session's from now on. */
  | { readonly does: 'welcome'; readonly session: Session; readonly reply: Reply }
  /**
   * Nothing further is done for this connection until it has come. Where the connection has gone before,
   * `dropped` is called instead of what came.
   */
  | {
      readonly does: 'wait';
      readonly later: Promise<() => Outcome>;
      readonly dropped?: () => void;
    }
  /** The connection ends with this word. */
  | { readonly does: 'goodbye'; readonly reason: ByeReason }
  | { readonly does: 'nothing' };

export const nothing: Outcome = { does: 'nothing' };

export function reply(object: Reply): Outcome {
  return { does: 'reply', reply: object };
}

export function goodbye(reason: ByeReason): Outcome {
  return { does: 'goodbye', reason };
}

export function refused(refusal: Refusal): Outcome {
  return { does: 'refuse', refusal };
}

export function refusal(...[code, message]: Parameters<typeof refuse>): Outcome {
  return refused(refuse(code, message));
}
