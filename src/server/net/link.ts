// What a connection stands on: a socket, and how lines go through it.
import type { Socket } from 'node:net';
import type { ByeReason, Line } from '../../protocol/index.ts';
import type { Transport } from '../core/session.ts';

export type EndReason = ByeReason | 'closed' | 'lost' | 'hello-timeout' | 'refused';

/** Who is told what comes through a link. */
export interface Hearer {
  hear(lines: readonly Line[]): void;
  /** The other side says no more, and waits for what is due. */
  finish(): void;
  /** There is nobody any more. */
  gone(reason: EndReason): void;
  /** A sign of life; and an answer to it, which may be left out where another sign follows. */
  sign(answer?: Uint8Array): void;
  /** What came breaks the rules of the bytes below the lines. */
  fail(): void;
}

export interface Link {
  readonly transport: Transport;
  readonly socket: Socket;
  /** Whole lines, each with its end, as the bytes that go out. */
  frame(lines: string | Uint8Array): string | Uint8Array;
  /** Begins to read. Called once. */
  read(hearer: Hearer): void;
  pause(): void;
  resume(): void;
  /** Called about once a second while it is heard: what is bounded by time is counted anew. */
  look(): void;
  /**
   * Hears nothing more. What still comes is thrown away: left in the socket, it would turn the end
   * into a reset, and the last word would be lost.
   */
  deafen(): void;
  /** After the last word was written. */
  end(reason: EndReason): void;
}
