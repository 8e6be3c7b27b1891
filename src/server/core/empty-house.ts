// How long nobody has been connected, for a server that ends when that was long enough.

export class EmptyHouse {
  readonly #endAfterMs: number;
  #sinceMs: number;

  /** @param nowMs the start counts as the last one's leaving */
  constructor(endAfterMs: number, nowMs: number) {
    this.#endAfterMs = endAfterMs;
    this.#sinceMs = nowMs;
  }

  /** Somebody came, is here, or left just now. */
  somebody(nowMs: number): void {
    this.#sinceMs = nowMs;
  }

  isOver(nowMs: number): boolean {
    // A clock that was set back must not keep it for ever.
    this.#sinceMs = Math.min(this.#sinceMs, nowMs);
    return nowMs - this.#sinceMs >= this.#endAfterMs;
  }
}
