// How many sockets may be open: in all, and from one other machine.
import { type Refusal, refuse } from '../../protocol/index.ts';
import type { Origin } from '../core/session.ts';
import type { Settings } from '../core/settings.ts';
import { networkOf } from './address.ts';

const full = refuse('too-many', 'The server is full: try again later.');
const fullAddress = refuse('too-many', 'Too many connections from your address: close some.');

export class Places {
  readonly #settings: Pick<Settings, 'maxConnections' | 'maxConnectionsPerAddress'>;
  readonly #byNetwork = new Map<string, number>();
  #taken = 0;

  constructor(settings: Pick<Settings, 'maxConnections' | 'maxConnectionsPerAddress'>) {
    this.#settings = settings;
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
  enterFrom({ address, isLoopback }: Origin): Refusal | undefined {
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
