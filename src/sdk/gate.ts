// What is asked while the session is becoming another one waits: the server would take it for the new one's.

/** More than a person asks in a second; what is beyond was not asked. */
const maxHeld = 100;

export class Gate {
  #held: (() => void)[] | undefined;

  get isShut(): boolean {
    return this.#held !== undefined;
  }

  shut(): void {
    this.#held ??= [];
  }

  /** @returns false if too much waits already */
  hold(run: () => void): boolean {
    if (this.#held === undefined || this.#held.length >= maxHeld) return false;
    this.#held.push(run);
    return true;
  }

  /** Lets through what waits, in its order. */
  open(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const run of held) run();
  }

  /** What waits is forgotten, as the connection is. */
  reset(): void {
    this.#held = undefined;
  }
}
