// How many may be inside at once, and how many may wait for it.

export class Gate {
  readonly #places: number;
  readonly #waitingPlaces: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(places: number, waitingPlaces: number) {
    this.#places = places;
    this.#waitingPlaces = waitingPlaces;
  }

  get isFull(): boolean {
    return this.#inside >= this.#places && this.#waiting.length >= this.#waitingPlaces;
  }

  /** Runs the task when there is room, in the order of the calls; ask `isFull` before. */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#inside >= this.#places) await new Promise<void>((enter) => this.#waiting.push(enter));
    else this.#inside++;
    try {
      return await task();
    } finally {
      // The place goes straight to the next one, so that nobody slips in between.
      const next = this.#waiting.shift();
      if (next === undefined) this.#inside--;
      else next();
    }
  }
}
