// How many answers that take long may be under way: in all, and for one address.

export class AnswerPlaces {
  readonly #max: number;
  readonly #maxPerAddress: number;
  readonly #byAddress = new Map<string, number>();
  #taken = 0;

  constructor(max: number, maxPerAddress: number) {
    this.#max = max;
    this.#maxPerAddress = maxPerAddress;
  }

  /** What gives the place back (call it once), or why there is none. */
  take(address: string): (() => void) | 'full' | 'full-address' {
    if (this.#taken >= this.#max) return 'full';
    if ((this.#byAddress.get(address) ?? 0) >= this.#maxPerAddress) return 'full-address';
    this.#count(address, 1);
    return () => this.#count(address, -1);
  }

  #count(address: string, change: 1 | -1): void {
    this.#taken += change;
    const count = (this.#byAddress.get(address) ?? 0) + change;
    if (count === 0) this.#byAddress.delete(address);
    else this.#byAddress.set(address, count);
  }
}
