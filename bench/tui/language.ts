// What a hall needs to know of a protocol: how a message is said, and what a client's line is answered with.
import type { Said } from './talk.ts';

export interface Language {
  /** The line that brings a message to a client. */
  readonly say: (message: Said) => string;
  readonly answer: (line: string, held: number) => Answer;
}

export interface Answer {
  /** Empty: none. */
  readonly lines: string;
  /** With these lines the client is in the room. */
  readonly hasEntered?: boolean;
}
