// Sends by their public id, from the moment they go to the log: none of them may be logged twice.
import type { Entry, Message, Refusal } from '../../protocol/index.ts';

/** Who waits for a message to be committed. */
export interface Sender {
  acknowledge(requestId: string | undefined, message: Message, isDuplicate: boolean): void;
  /** Nothing was stored, nothing was delivered: the same id may be sent again. */
  fail(requestId: string | undefined, refusal: Refusal): void;
  /** The whole group is answered and delivered: what waited behind it may go on. */
  goOn(): void;
}

export interface Waiting {
  readonly sender: Sender;
  readonly requestId: string | undefined;
}

/** One send: first those who wait for it, then what the log made of it. */
export interface Sending {
  /** The first is who sent it; the others sent the same again before it was committed. */
  waiting: readonly Waiting[];
  /** Once it is committed. */
  entry?: Entry;
}

/** The owner bounds it: what it no longer remembers, it must `forget`. */
export class Duplicates {
  readonly #sendings = new Map<string, Sending>();

  find(publicId: string): Sending | undefined {
    return this.#sendings.get(publicId);
  }

  remember(publicId: string, sending: Sending): void {
    this.#sendings.set(publicId, sending);
  }

  forget(publicId: string): void {
    this.#sendings.delete(publicId);
  }
}
