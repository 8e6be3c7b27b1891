// A socket of which nobody knows yet what it speaks.
import type { Socket } from 'node:net';
import { type Tongue, tongueOf } from './first-bytes.ts';

/** Called once, with what it speaks and all that it said so far; nothing of us stays on the socket. */
export type OnTongue = (tongue: Exclude<Tongue, 'unclear'>, first: Buffer) => void;

export class Arrival {
  readonly socket: Socket;
  readonly openedMs: number;
  readonly #onTongue: OnTongue;
  #held: Buffer | undefined;

  constructor(socket: Socket, openedMs: number, onTongue: OnTongue) {
    this.socket = socket;
    this.openedMs = openedMs;
    this.#onTongue = onTongue;
    socket.on('data', this.#take).on('end', this.#end).on('error', ignore);
  }

  readonly #take = (chunk: Buffer): void => {
    const first = this.#held ? Buffer.concat([this.#held, chunk]) : chunk;
    const tongue = tongueOf(first);
    if (tongue === 'unclear') this.#held = first;
    else this.#know(tongue, first);
  };

  readonly #end = (): void => this.#know('nothing', Buffer.alloc(0));

  #know(tongue: Exclude<Tongue, 'unclear'>, first: Buffer): void {
    this.socket.off('data', this.#take).off('end', this.#end).off('error', ignore);
    this.#onTongue(tongue, first);
  }
}

/** Followed by 'close', which says all there is to say. */
function ignore(): void {}
