// Lines as they are, on a socket of TCP or TLS.
import type { Socket } from 'node:net';
import { LineSplitter, limits } from '../../protocol/index.ts';
import type { Hearer, Link } from './link.ts';

export class LineLink implements Link {
  readonly transport = 'line';
  readonly socket: Socket;
  readonly #first: Uint8Array;
  readonly #splitter = new LineSplitter(limits.maxRequestLineBytes);

  /** @param first what was read already, to find out that it speaks in lines */
  constructor(socket: Socket, first: Uint8Array) {
    this.socket = socket;
    this.#first = first;
  }

  frame(lines: string | Uint8Array): string | Uint8Array {
    return lines;
  }

  read(hearer: Hearer): void {
    const { socket } = this;
    const take = (chunk: Uint8Array) => {
      const lines = this.#splitter.push(chunk);
      if (lines.length > 0) hearer.take(lines);
      else hearer.sign();
    };
    let isClosed = false;
    socket.on('data', take);
    socket.on('end', () => {
      const lines = this.#splitter.end();
      if (lines.length > 0) hearer.take(lines);
      isClosed = true;
      hearer.finish();
    });
    // Followed by 'close', which says all there is to say.
    socket.on('error', () => {});
    socket.on('close', () => hearer.gone(isClosed ? 'closed' : 'lost'));
    take(this.#first);
  }

  pause(): void {
    if (!this.socket.isPaused()) this.socket.pause();
  }

  resume(): void {
    if (this.socket.isPaused()) this.socket.resume();
  }

  deafen(): void {
    this.socket.removeAllListeners('data').removeAllListeners('end').resume();
  }

  end(): void {
    this.socket.end();
  }
}
