// How many sockets may be open, in all and from one other machine, and how often one may come from there.
import { type Refusal, refuse } from '../../protocol/index.ts';
import { AddressRates } from '../core/address-rates.ts';
import { networkOf } from '../core/network.ts';
import type { Origin } from '../core/session.ts';
import type { Settings } from '../core/settings.ts';

const full = refuse('too-many', 'The server is full: try again later.');
const fullAddress = refuse('too-many', 'Too many connections from your address: close some.');

function tooOften(retryAfterMs: number): Refusal {
  const message = 'Too many connections from your address in a minute: wait a moment.';
  return { code: 'rate-limited', message, retryAfterMs };
}

type Bounds = Pick<Settings, 'maxConnections' | 'maxConnectionsPerAddress' | 'connectsPerMinute'>;

export class Places {
  readonly #settings: Bounds;
  readonly #rates: AddressRates;
  readonly #byNetwork = new Map<string, number>();
  #taken = 0;

  constructor(settings: Bounds) {
    this.#settings = settings;
    this.#rates = new AddressRates(settings.connectsPerMinute);
  }

  /** The settings have changed. */
  reload(): void {
    this.#rates.change(this.#settings.connectsPerMinute);
  }

  /** A socket, until `leave`. */
  enter(): Refusal | undefined {
    if (this.#taken >= this.#settings.maxConnections) return full;
    this.#taken++;
    return undefined;
  }

  leave(): void {
    this.#taken--;
  }

  /** One from this address, until `leaveFrom`. */
  enterFrom(origin: Origin, nowMs: number): Refusal | undefined {
    const waitMs = this.#rates.take(origin, nowMs);
    if (waitMs > 0) return tooOften(waitMs);
    const { address, isLoopback } = origin;
    const { maxConnectionsPerAddress } = this.#settings;
    const network = networkOf(address);
    const count = this.#byNetwork.get(network) ?? 0;
    const isBounded = !isLoopback && maxConnectionsPerAddress > 0;
    if (isBounded && count >= maxConnectionsPerAddress) return fullAddress;
    this.#byNetwork.set(network, count + 1);
    return undefined;
  }

  leaveFrom({ address }: Origin): void {
    const network = networkOf(address);
    const count = (this.#byNetwork.get(network) ?? 0) - 1;
    if (count <= 0) this.#byNetwork.delete(network);
    else this.#byNetwork.set(network, count);
  }
}
