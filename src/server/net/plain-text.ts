// Who may speak in plain text: whom nobody on the way can overhear, and everybody where the operator said so.
import type { Socket } from 'node:net';
import { type Refusal, refuse } from '../../protocol/index.ts';
import { isLoopback, plainAddress } from './address.ts';

export interface PlainTextRules {
  /** The operator said `--insecure`. */
  readonly isInsecure: boolean;
  /** There is TLS to come back with. */
  readonly hasTls: boolean;
  /** What a trusted proxy hands on is its own to secure. */
  readonly isProxy: (address: string) => boolean;
}

export class PlainText {
  readonly #rules: PlainTextRules;
  readonly refusal: Refusal;

  constructor(rules: PlainTextRules) {
    this.#rules = rules;
    this.refusal = rules.hasTls ? useTls : useProxy;
  }

  get hasTls(): boolean {
    return this.#rules.hasTls;
  }

  /** Whether what goes through the socket could be read on its way, and that is not wanted. */
  isRefused(socket: Socket): boolean {
    if (this.#rules.isInsecure || 'encrypted' in socket) return false;
    const address = plainAddress(socket.remoteAddress);
    return !isLoopback(address) && !this.#rules.isProxy(address);
  }
}

const useTls = refuse('tls-required', 'Plain text is refused here: come with TLS (--tls).');
const useProxy = refuse(
  'tls-required',
  'Plain text is refused here: come by the address that people open in a browser.',
);
