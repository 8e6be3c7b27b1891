// Lines as they are, on a socket of TCP or TLS.
import type { Socket } from 'node:net';
import { LineSplitter, limits } from '../../protocol/index.ts';
import type { Hearer, Link } from './link.ts';

export class LineLink implements Link {
  readonly transport = 'line';
  readonly socket: Socket;
  /** What was read already, to find out that it speaks in lines. */
  #first: Uint8Array | undefined;

  /** @param socket has somebody for its errors */
  constructor(socket: Socket, first: Uint8Array) {
    this.socket = socket;
    this.#first = first;
  }

  frame(lines: string | Uint8Array): string | Uint8Array {
    return lines;
  }

  read(hearer: Hearer): void {
    const { socket } = this;
    const splitter = new LineSplitter(limits.maxRequestLineBytes);
    const take = (chunk: Uint8Array) => hearer.hear(splitter.push(chunk));
    let hasFinished = false;
    socket.on('data', take);
    socket.on('end', () => {
      const lines = splitter.end();
      if (lines.length > 0) hearer.hear(lines);
      hasFinished = true;
      hearer.finish();
    });
    socket.on('close', () => hearer.gone(hasFinished ? 'closed' : 'lost'));
    const first = this.#first;
    // Not kept: it may be a small part of much memory.
    this.#first = undefined;
    if (first) take(first);
  }

  pause(): void {
    if (!this.socket.isPaused()) this.socket.pause();
  }

  resume(): void {
    if (this.socket.isPaused()) this.socket.resume();
  }

  look(): void {}

  deafen(): void {
    this.socket.removeAllListeners('data').removeAllListeners('end').resume();
  }

  end(): void {
    this.socket.end();
  }
}
