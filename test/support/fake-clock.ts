// A clock that a test turns by hand.
import type { Clock } from '../../src/sdk/clock.ts';

interface Timer {
  readonly dueAt: number;
  readonly number: number;
  readonly run: () => void;
}

export class FakeClock implements Clock {
  #now: number;
  #timers: Timer[] = [];
  #count = 0;

  constructor(now: number = Date.parse('2026-11-20T12:00:00.000Z')) {
    this.#now = now;
  }

  readonly now = (): number => this.#now;

  readonly setTimer = (delayMs: number, run: () => void): (() => void) => {
    this.#count += 1;
    const timer = { dueAt: this.#now + delayMs, number: this.#count, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** Timers that wait. */
  get size(): number {
    return this.#timers.length;
  }

  /** Lets time pass, and runs what is due in it, each at its own time and in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#nextDue(end); next; next = this.#nextDue(end)) {
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.dueAt);
      next.run();
    }
    this.#now = end;
  }

  /** The machine sleeps: time passes, and nothing runs; what was due runs with the next `advance`. */
  sleep(ms: number): void {
    this.#now += ms;
  }

  #nextDue(end: number): Timer | undefined {
    return this.#timers
      .filter(({ dueAt }) => dueAt <= end)
      .sort((one, other) => one.dueAt - other.dueAt || one.number - other.number)[0];
  }
}
