// Which connections were given up before their hello was answered: it may still reach the server.
//
// A hello takes its session over. One that arrives after its successor's takes it from the connection that
// is live, for one that nobody holds: to the client that looks as if it had been opened somewhere else.

export const lateHelloLimits = {
  /** What a network or a server at rest held for longer is not coming any more. */
  forMs: 120_000,
  /** Tries of that time; the waits between them grow. */
  most: 16,
} as const;

/** Each explains one loss of the session: so two programs with one token don't take it from each other for ever. */
export class LateHellos {
  #givenUpAt: readonly number[] = [];

  /** A hello was said, and the connection is gone before anything was heard. */
  gaveUp(now: number): void {
    this.#givenUpAt = [...this.#givenUpAt, now].slice(-lateHelloLimits.most);
  }

  /** Whether it was one of these that took the session over, as far as one can know. */
  explainLoss(now: number): boolean {
    const possible = this.#givenUpAt.filter((at) => now - at < lateHelloLimits.forMs);
    this.#givenUpAt = possible.slice(1);
    return possible.length > 0;
  }
}
