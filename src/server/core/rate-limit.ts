// A token bucket: how much of something may happen now, and when the next may.

/** Holds `burst` tokens at most, gains `perSecond`. Time is passed in, in milliseconds. */
export class RateLimit {
  #perSecond: number;
  #burst: number;
  #tokens: number;
  #sinceMs: number;

  /** @param perSecond 0: no limit */
  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#sinceMs = nowMs;
  }

  /** Takes `cost` tokens; or takes none and says how many milliseconds are missing. */
  take(cost: number, nowMs: number): number {
    if (this.#perSecond === 0 || cost === 0) return 0;
    const gained = (Math.max(0, nowMs - this.#sinceMs) / 1000) * this.#perSecond;
    this.#tokens = Math.min(this.#burst, this.#tokens + gained);
    this.#sinceMs = nowMs;
    if (this.#tokens >= cost) {
      this.#tokens -= cost;
      return 0;
    }
    return Math.ceil(((cost - this.#tokens) / this.#perSecond) * 1000);
  }

  /** What was used up stays used up. */
  change(perSecond: number, burst: number): void {
    // Where there was no limit, nothing was counted.
    this.#tokens = this.#perSecond === 0 ? burst : Math.min(burst, this.#tokens);
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  /** What was taken, but not used after all. */
  giveBack(cost: number): void {
    this.#tokens = Math.min(this.#burst, this.#tokens + cost);
  }
}
