// How often a password may be tried: a few times freely, then after waits that double, up to a minute.
import { RateLimit } from '../core/rate-limit.ts';

/** One try, before its password is looked at. */
export interface Attempt {
  readonly network: string;
  /** What the name occupies: the same for all that look like it, whether or not there is such an account. */
  readonly key: string;
  /** The account, where it was logged in from this network before. */
  readonly knownAccount: string | undefined;
}

interface Bounds {
  /** Failures that cost nothing. */
  readonly free: number;
  /** One failure is forgotten in that time. */
  readonly forgetMs: number;
  readonly maxEntries: number;
}

const firstWaitMs = 1000;
const longestWaitMs = 60_000;
/** As many doublings lead from the first wait to the longest. */
const doublings = 6;
const forgetMs = 5 * 60_000;

export const attemptBounds = {
  network: { free: 10, forgetMs, maxEntries: 20_000 },
  name: { free: 20, forgetMs, maxEntries: 20_000 },
  known: { free: 10, forgetMs, maxEntries: 20_000 },
  /** For whom no entry is left, together: so many a second, and at once. */
  shared: { perSecond: 5, burst: 50 },
} as const;

interface Entry {
  failures: number;
  sinceMs: number;
  untilMs: number;
}

/**
 * Guesses are held back by where they come from and by whose name they are for. An account's owner is
 * not held back by what strangers tried elsewhere: where it was logged in before, it has a count of its
 * own. What is asked is counted as failed at once, so that many at the same time are many.
 */
export class Attempts {
  readonly #networks = new Failures(attemptBounds.network);
  readonly #names = new Failures(attemptBounds.name);
  readonly #known = new Failures(attemptBounds.known);

  /** Counts it, and returns 0; or returns how many milliseconds it is too early, and counts nothing. */
  begin(attempt: Attempt, nowMs: number): number {
    const counted = this.#countsOf(attempt);
    const waitMs = Math.max(...counted.map(([failures, key]) => failures.waitMs(key, nowMs)));
    if (waitMs > 0) return waitMs;
    for (const [failures, key] of counted) failures.add(key, nowMs);
    return 0;
  }

  /** It was the password, or nothing was tried after all. */
  takeBack(attempt: Attempt): void {
    for (const [failures, key] of this.#countsOf(attempt)) failures.takeBack(key);
  }

  /** It was the password: what failed here on this name before was a slip of its owner. */
  succeed(attempt: Attempt): void {
    this.takeBack(attempt);
    if (attempt.knownAccount !== undefined) this.#known.forget(knownKey(attempt));
  }

  #countsOf(attempt: Attempt): [Failures, string][] {
    if (attempt.knownAccount !== undefined) return [[this.#known, knownKey(attempt)]];
    return [
      [this.#networks, attempt.network],
      [this.#names, attempt.key],
    ];
  }
}

function knownKey({ knownAccount, network }: Attempt): string {
  return `${knownAccount} ${network}`;
}

/** The failures of many, each forgotten in time. When it is full, newcomers share one bucket: nobody is forgotten for them. */
class Failures {
  readonly #bounds: Bounds;
  /** In the order of their last failure. */
  readonly #entries = new Map<string, Entry>();
  #shared: RateLimit | undefined;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  waitMs(key: string, nowMs: number): number {
    const entry = this.#entries.get(key);
    if (entry) return Math.max(0, entry.untilMs - nowMs);
    this.#dropForgotten(nowMs);
    return this.#entries.size < this.#bounds.maxEntries ? 0 : this.#sharedWaitMs(nowMs);
  }

  add(key: string, nowMs: number): void {
    const before = this.#entries.get(key);
    if (!before && this.#entries.size >= this.#bounds.maxEntries) return;
    const { free } = this.#bounds;
    const failures = Math.min(free + doublings + 1, this.#left(before, nowMs) + 1);
    const over = failures - free;
    const waitMs = over > 0 ? Math.min(longestWaitMs, firstWaitMs * 2 ** (over - 1)) : 0;
    this.#entries.delete(key);
    this.#entries.set(key, { failures, sinceMs: nowMs, untilMs: nowMs + waitMs });
  }

  takeBack(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    entry.failures--;
    entry.untilMs = 0;
    if (entry.failures <= 0) this.#entries.delete(key);
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  #left(entry: Entry | undefined, nowMs: number): number {
    if (!entry) return 0;
    return Math.max(
      0,
      entry.failures - Math.floor((nowMs - entry.sinceMs) / this.#bounds.forgetMs),
    );
  }

  /** The oldest that count for nothing any more; two for each newcomer, so that they are soon gone. */
  #dropForgotten(nowMs: number): void {
    let looks = 2;
    for (const [key, entry] of this.#entries) {
      if (looks-- === 0 || this.#left(entry, nowMs) > 0) return;
      this.#entries.delete(key);
    }
  }

  #sharedWaitMs(nowMs: number): number {
    const { perSecond, burst } = attemptBounds.shared;
    this.#shared ??= new RateLimit(perSecond, burst, nowMs);
    return this.#shared.take(1, nowMs);
  }
}
