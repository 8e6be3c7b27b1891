// A socket of which nobody knows yet what it speaks.
import type { Socket } from 'node:net';
import { type Tongue, tongueOf } from './first-bytes.ts';

/** Called once, with what it speaks and all that it said so far. */
export type OnTongue = (
  arrival: Arrival,
  tongue: Exclude<Tongue, 'unclear'>,
  first: Buffer,
) => void;

/** As cheap as can be, as most that come speak in lines and know it at once. */
export class Arrival {
  readonly socket: Socket;
  readonly openedMs: number;
  #held: Buffer | undefined;

  constructor(socket: Socket, openedMs: number, onTongue: OnTongue) {
    this.socket = socket;
    this.openedMs = openedMs;
    const take = (chunk: Buffer) => {
      const first = this.#held ? Buffer.concat([this.#held, chunk]) : chunk;
      const tongue = tongueOf(first);
      if (tongue === 'unclear') {
        this.#held = first;
        return;
      }
      socket.off('data', take);
      onTongue(this, tongue, first);
    };
    socket.on('data', take);
    // Stays, for whoever has the socket next: followed by 'close', which says all there is to say.
    socket.on('error', ignore);
  }

  /** It has gone, says no more, or had its time. */
  isOver(nowMs: number, patienceMs: number): boolean {
    const { destroyed, readableEnded } = this.socket;
    return destroyed || readableEnded || nowMs - this.openedMs >= patienceMs;
  }
}

function ignore(): void {}
