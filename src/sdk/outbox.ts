// What is not acknowledged yet: in order, one at a time, with the same id again after a loss.
import type { Pending } from './state.ts';

/** Messages that may wait: more than a person types, less than a program that went wrong. */
export const maxOutbox = 1_000;
/** Bytes of their contents: it has to fit where browsers keep things. */
export const maxOutboxBytes = 1024 * 1024;

/** How a message was written to the wire, and not acknowledged since. */
export interface Written {
  readonly session: string;
  /** The newest `seq` that was held of its room then: its copy stands after it. */
  readonly after: number;
}

export interface Entry {
  readonly pending: Pending;
  /** Undefined: it never was, or is known not to be in the log. */
  readonly written?: Written | undefined;
  /** The account that it is to go out as; `aGuest`: none. Undefined: whoever one is by then. */
  readonly writer?: string | undefined;
}

/** No account has that name. */
export const aGuest = '';

/**
 * - Keeps order: the next one goes out when the one before it is acknowledged or refused for good.
 *   Were two on their way, a refusal of the first ("too fast") could let the second overtake it.
 *   Cost: one message a round trip.
 * - Bounded: `add` says no to more than `maxOutbox` and `maxOutboxBytes`.
 * - What was written may be in the log. In the same session the server knows its id, so it is sent
 *   again; in another one it doesn't, so `doubt` tells of it, and nothing overtakes it meanwhile.
 */
export class Outbox {
  #entries: readonly Entry[] = [];
  #bytes = 0;
  #isInFlight = false;
  #isPaused = false;

  get size(): number {
    return this.#entries.length;
  }

  /** In the order in which they go out; the same array while nothing has changed. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** @returns false if it is full */
  add(entry: Entry): boolean {
    const { pending } = entry;
    const bytes = this.#bytes + bytesOf(pending);
    if (this.#entries.length >= maxOutbox || bytes > maxOutboxBytes) return false;
    this.#entries = [...this.#entries, entry];
    this.#bytes = bytes;
    return true;
  }

  /** The one to write now, if there is one. Call `write` when it is written. */
  next(): Pending | undefined {
    return this.#isInFlight || this.#isPaused ? undefined : this.#entries[0]?.pending;
  }

  /** As whom the next one is to go out. */
  get writer(): string | undefined {
    return this.#entries[0]?.writer;
  }

  write(session: string, after: number): void {
    const first = this.#entries[0];
    if (!first) return;
    if (first.written?.session !== session) this.#mark({ session, after });
    this.#isInFlight = true;
  }

  /** How the next one was written in another session than this: whether it arrived must be seen. */
  doubt(session: string): Written | undefined {
    const written = this.#entries[0]?.written;
    return written?.session === session ? undefined : written;
  }

  /** The next one is not in the log: it can be written as if for the first time. */
  dispel(): void {
    this.#mark(undefined);
  }

  /** Takes one out that was never written. @returns undefined if there is none, or it may be in the log */
  cancel(id: string): Pending | undefined {
    const entry = this.#entries.find(({ pending }) => pending.id === id);
    if (entry === undefined || entry.written !== undefined) return undefined;
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.#bytes -= bytesOf(entry.pending);
    return entry.pending;
  }

  /** Acknowledged, or refused for good. */
  settle(id: string): void {
    const [first, ...rest] = this.#entries;
    if (first?.pending.id !== id) return;
    this.#entries = rest;
    this.#bytes -= bytesOf(first.pending);
    this.#isInFlight = false;
  }

  /** Refused for now: it stays the first, and nothing is written until `resume`. */
  pause(): void {
    this.#isInFlight = false;
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
  }

  /** The connection is gone, and with it what was on its way. */
  disconnect(): void {
    this.#isInFlight = false;
    this.#isPaused = false;
  }

  /** Takes out what waits for a room that can't be entered; not what is on its way. */
  removeRoom(room: string): readonly Entry[] {
    const isStaying = (entry: Entry, index: number) =>
      entry.pending.room !== room || (index === 0 && this.#isInFlight);
    const removed = this.#entries.filter((entry, index) => !isStaying(entry, index));
    if (removed.length > 0) this.#entries = this.#entries.filter(isStaying);
    for (const { pending } of removed) this.#bytes -= bytesOf(pending);
    return removed;
  }

  #mark(written: Written | undefined): void {
    const [first, ...rest] = this.#entries;
    if (first) this.#entries = [{ ...first, written }, ...rest];
  }
}

const encoder = new TextEncoder();

function bytesOf({ content }: Pending): number {
  return encoder.encode(content).length;
}
