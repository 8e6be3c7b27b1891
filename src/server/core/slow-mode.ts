// When each person last spoke in a room that is slowed down; on whichever device.

/** Beyond it those who spoke longest ago may speak again early: 10 MiB at most. */
const maxSpeakers = 100_000;

export class SlowMode {
  /** In the order in which they spoke. */
  readonly #spoke = new Map<string, { readonly ms: number; readonly slow: number }>();

  get size(): number {
    return this.#spoke.size;
  }

  /** Takes the turn; or takes none, and says how many milliseconds are missing. */
  take(room: string, owner: string, slowSeconds: number, nowMs: number): number {
    if (slowSeconds === 0) return 0;
    const key = `${room} ${owner}`;
    const last = this.#spoke.get(key);
    const wait = last === undefined ? 0 : last.ms + slowSeconds * 1000 - nowMs;
    // The clock may have been set back: nobody waits longer than the room says.
    if (wait > 0) return Math.min(wait, slowSeconds * 1000);
    this.#spoke.delete(key);
    this.#spoke.set(key, { ms: nowMs, slow: slowSeconds });
    this.#forget(nowMs);
    return 0;
  }

  #forget(nowMs: number): void {
    for (const [key, { ms, slow }] of this.#spoke) {
      const isOver = ms + slow * 1000 <= nowMs;
      if (!isOver && this.#spoke.size <= maxSpeakers) return;
      this.#spoke.delete(key);
    }
  }
}
