// How fast the index may be worked on: while the log grows fast, the machine is for the talk.

/** A flood: some 15,000 messages a second. */
const floodBytesPerSecond = 2_000_000;
/** While there is a flood: for one part work so many parts rest. */
const restFactor = 49;
/** How long what was seen counts. */
const windowMs = 250;

export class Pace {
  #since = 0;
  #size = 0;
  #isFlood = false;

  /** The log has so many bytes now. @param now in milliseconds */
  heard(size: number, now: number): void {
    const ms = now - this.#since;
    if (ms < windowMs && size >= this.#size) return;
    this.#isFlood = this.#since > 0 && ((size - this.#size) / ms) * 1_000 > floodBytesPerSecond;
    this.#since = now;
    this.#size = size;
  }

  /** How long to rest after work that took so long, in milliseconds. */
  restMs(tookMs: number, now: number): number {
    return this.#isFlood && now - this.#since < 4 * windowMs ? restFactor * tookMs : 0;
  }
}
