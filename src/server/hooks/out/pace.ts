// How fast all hooks together hand on: a backlog of days goes out beside those who talk, not before them.

/** Each who takes a turn gets one of its own, in their order; so many turns that nobody used are not lost. */
export class Pace {
  readonly #everyMs: number;
  readonly #burst: number;
  #nextMs = Number.NEGATIVE_INFINITY;

  constructor(perSecond: number, burst: number) {
    this.#everyMs = 1000 / perSecond;
    this.#burst = burst;
  }

  /** @returns in how many milliseconds the turn is */
  take(nowMs: number): number {
    const earliest = nowMs - (this.#burst - 1) * this.#everyMs;
    this.#nextMs = Math.max(this.#nextMs + this.#everyMs, earliest);
    return Math.max(0, this.#nextMs - nowMs);
  }
}
