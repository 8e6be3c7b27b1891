// How long things took: how many up to each bound, all that took as long counted at once.

/** In seconds: from what a group in memory takes to what nobody should ever wait. */
const bounds: readonly number[] = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
];

export class Durations {
  readonly bounds = bounds;
  /** One more than there are bounds: the last counts what took longer than all of them. */
  readonly #counts = new Float64Array(bounds.length + 1);
  #count = 0;
  #sum = 0;

  get counts(): ArrayLike<number> {
    return this.#counts;
  }

  get count(): number {
    return this.#count;
  }

  /** In seconds. */
  get sum(): number {
    return this.#sum;
  }

  /** So many took so long each. */
  add(count: number, seconds: number): void {
    let at = 0;
    while (at < bounds.length && seconds > (bounds[at] as number)) at++;
    this.#counts[at] = (this.#counts[at] as number) + count;
    this.#count += count;
    this.#sum += count * seconds;
  }
}
