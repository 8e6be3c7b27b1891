// Lines as WebSocket messages: one object each. `ws` reads; what goes out is framed once for all.
import type { Socket } from 'node:net';
import type { RawData, WebSocket } from 'ws';
import { type Line, limits } from '../../protocol/index.ts';
import type { EndReason, Hearer, Link } from '../net/link.ts';
import { type Frames, pongOf } from './frames.ts';

/** Codes of RFC 6455, 7.4.1. The `bye` or error before says more. */
const closeCodes: Partial<Record<EndReason, number>> = {
  'shutting-down': 1001,
  refused: 1008,
  'hello-timeout': 1008,
};
/** That the other side wanted the end. 1001 is a page that goes: a reload comes back. */
const wanted = new Set([1000, 1005]);

/** Pings, pongs and empty messages within a second: they cost time, and no rate bounds them. */
const maxSigns = 1000;
/** And what still comes, of any kind, after the last word. */
const maxUnheard = 10_000;

export class WebSocketLink implements Link {
  readonly transport = 'websocket';
  readonly socket: Socket;
  readonly #webSocket: WebSocket;
  readonly #frames: Frames;
  #hearer: Hearer | undefined;
  /** What one chunk of bytes brought: it is told at once, as lines are. */
  #gathered: Line[] = [];
  #signs = 0;
  #unheard = 0;

  constructor(socket: Socket, webSocket: WebSocket, frames: Frames) {
    this.socket = socket;
    this.#webSocket = webSocket;
    this.#frames = frames;
  }

  frame(lines: string | Uint8Array): Uint8Array {
    return this.#frames.of(lines);
  }

  read(hearer: Hearer): void {
    this.#hearer = hearer;
    const webSocket = this.#webSocket;
    webSocket.on('message', (data, isBinary) => this.#gather(data, isBinary));
    webSocket.on('ping', (payload) => this.#sign(pongOf(payload)));
    webSocket.on('pong', () => this.#sign());
    // It tells the other side why, by a close code, and reads no more.
    webSocket.on('error', () => this.#hearer?.fail());
    webSocket.on('close', (code) => this.#hearer?.gone(wanted.has(code) ? 'closed' : 'lost'));
  }

  pause(): void {
    if (!this.#webSocket.isPaused) this.#webSocket.pause();
  }

  resume(): void {
    if (this.#webSocket.isPaused) this.#webSocket.resume();
  }

  look(): void {
    this.#signs = 0;
  }

  /** It reads on, until the other side has agreed to the end. */
  deafen(): void {
    this.#hearer = undefined;
    this.resume();
  }

  end(reason: EndReason): void {
    this.#webSocket.close(closeCodes[reason] ?? 1000);
  }

  #gather(data: RawData, isBinary: boolean): void {
    if (!this.#hearer) return this.#ignore();
    // The socket's messages of one chunk come in one go, before this runs.
    if (this.#gathered.length === 0) queueMicrotask(() => this.#tell());
    const line = lineOf(data as Buffer, isBinary); // as its binaryType is nodebuffer
    if (line !== '') this.#gathered.push(line);
    else this.#sign();
  }

  #sign(answer?: Uint8Array): void {
    if (!this.#hearer) return this.#ignore();
    this.#hearer.sign(answer);
    if (++this.#signs <= maxSigns) return;
    this.#hearer.fail();
    this.socket.destroy();
  }

  /** Read only as far as the other side's close may still come, which a flood does not. */
  #ignore(): void {
    if (++this.#unheard === maxUnheard) this.socket.destroy();
  }

  #tell(): void {
    const lines = this.#gathered;
    this.#gathered = [];
    if (lines.length > 0) this.#hearer?.hear(lines);
  }
}

function lineOf(data: Buffer, isBinary: boolean): Line {
  if (isBinary) return { fault: 'binary' };
  return data.length > limits.maxRequestLineBytes ? { fault: 'line-too-long' } : data.toString();
}
