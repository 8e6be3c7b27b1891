// What is kept under networks, found by an address: one look for each length that is in use, however many there are.
import { type Network, widen } from './cidr.ts';

export class NetworkMap<Value> {
  readonly #values = new Map<string, Set<Value>>();
  /** How many networks of each version and length there are. */
  readonly #lengths = new Map<string, { readonly of: Network; count: number }>();

  add(network: Network, value: Value): void {
    const key = keyOf(network);
    const values = this.#values.get(key);
    if (values) values.add(value);
    else {
      this.#values.set(key, new Set([value]));
      const length = this.#lengths.get(lengthOf(network)) ?? { of: network, count: 0 };
      length.count++;
      this.#lengths.set(lengthOf(network), length);
    }
  }

  delete(network: Network, value: Value): void {
    const key = keyOf(network);
    const values = this.#values.get(key);
    if (!values?.delete(value) || values.size > 0) return;
    this.#values.delete(key);
    const length = this.#lengths.get(lengthOf(network));
    if (length && --length.count === 0) this.#lengths.delete(lengthOf(network));
  }

  /** All that is kept under networks which hold this address. */
  *find(address: Network): Iterable<Value> {
    for (const { of } of this.#lengths.values()) {
      if (of.version !== address.version || of.length > address.length) continue;
      yield* this.#values.get(keyOf(widen(address, of.length))) ?? [];
    }
  }
}

function keyOf({ version, bits, length }: Network): string {
  return `${version}/${length}/${bits}`;
}

function lengthOf({ version, length }: Network): string {
  return `${version}/${length}`;
}
