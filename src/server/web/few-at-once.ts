// Tasks of which only a few may be under way at once: the others wait for their turn, in their order.

export class FewAtOnce {
  readonly #max: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(max: number) {
    this.#max = max;
  }

  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.#max) this.#running++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      // Whoever is next has this place at once, so that nobody comes between.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
