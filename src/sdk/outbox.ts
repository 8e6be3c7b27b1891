// What is not acknowledged yet: in order, one at a time, with the same id again after a loss.
import type { Pending } from './state.ts';

/** Messages that may wait: more than a person types, less than a program that went wrong. */
export const maxOutbox = 1_000;

/** How a message leaves the outbox without an ack when the session is another one. */
export interface Uncertain {
  readonly pending: Pending;
  /** The session in which it was written to the wire. */
  readonly session: string;
}

interface Entry {
  readonly pending: Pending;
  /** The session in which it was first written to the wire; undefined: it never was. */
  session?: string;
}

/**
 * - Keeps order: the next one goes out when the one before it is acknowledged or refused for good.
 *   Were two on their way, a refusal of the first ("too fast") could let the second overtake it.
 *   Cost: one message a round trip.
 * - Bounded: `add` says no to more than `maxOutbox`.
 * - What was written may be in the log. In the same session the server knows its id, so it is sent
 *   again; in another one it can't, so `changeSession` gives it back.
 */
export class Outbox {
  #entries: Entry[] = [];
  #isInFlight = false;
  #isPaused = false;

  get size(): number {
    return this.#entries.length;
  }

  /** @returns false if it is full */
  add(pending: Pending): boolean {
    if (this.#entries.length >= maxOutbox) return false;
    this.#entries.push({ pending });
    return true;
  }

  /** The one to write now, if there is one. Call `write` when it is written. */
  next(): Pending | undefined {
    return this.#isInFlight || this.#isPaused ? undefined : this.#entries[0]?.pending;
  }

  write(session: string): void {
    const first = this.#entries[0];
    if (!first) return;
    first.session ??= session;
    this.#isInFlight = true;
  }

  /** Acknowledged, or refused for good. */
  settle(id: string): void {
    if (this.#entries[0]?.pending.id !== id) return;
    this.#entries.shift();
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

  /** @returns those whose fate can't be known; they are out */
  changeSession(session: string): Uncertain[] {
    const uncertain: Uncertain[] = [];
    this.#entries = this.#entries.filter((entry) => {
      if (entry.session === undefined || entry.session === session) return true;
      uncertain.push({ pending: entry.pending, session: entry.session });
      return false;
    });
    return uncertain;
  }

  /** Takes out what waits for a room that can't be entered; not what is on its way. */
  removeRoom(room: string): Pending[] {
    const isStaying = (entry: Entry, index: number) =>
      entry.pending.room !== room || (index === 0 && this.#isInFlight);
    const removed = this.#entries.filter((entry, index) => !isStaying(entry, index));
    this.#entries = this.#entries.filter(isStaying);
    return removed.map(({ pending }) => pending);
  }
}
