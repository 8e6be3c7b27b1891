// How many answers that take long may be under way: in all, and for one address.
import { networkOf } from '../core/network.ts';

export class AnswerPlaces {
  readonly #max: number;
  readonly #maxPerAddress: number;
  readonly #byNetwork = new Map<string, number>();
  #taken = 0;

  constructor(max: number, maxPerAddress: number) {
    this.#max = max;
    this.#maxPerAddress = maxPerAddress;
  }

  /** What gives the place back (call it once), or why there is none. */
  take(address: string): (() => void) | 'full' | 'full-address' {
    if (this.#taken >= this.#max) return 'full';
    const network = networkOf(address);
    if ((this.#byNetwork.get(network) ?? 0) >= this.#maxPerAddress) return 'full-address';
    this.#count(network, 1);
    return () => this.#count(network, -1);
  }

  #count(network: string, change: 1 | -1): void {
    this.#taken += change;
    const count = (this.#byNetwork.get(network) ?? 0) + change;
    if (count === 0) this.#byNetwork.delete(network);
    else this.#byNetwork.set(network, count);
  }
}
