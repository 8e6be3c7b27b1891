// One peer: bytes in as lines, lines out as bytes, its signs of life, and why it ended.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type ByeReason, encode, type Line, LineSplitter, limits } from '../../protocol/index.ts';
import type { Settings } from '../core/settings.ts';
import { Outbox, type Turn } from './outbox.ts';

/** What listens to a connection, and decides. */
export interface Listener {
  receive(lines: readonly Line[]): void;
  /** The other side says no more, and waits for what is due. */
  finish(): void;
  /** Some of what it was sent has left. */
  drained(): void;
  /** Nothing more will be heard, and nothing can be said. Called once. */
  gone(reason: EndReason): void;
}

export type EndReason = ByeReason | 'closed' | 'lost' | 'hello-timeout' | 'refused';

/** With so much in its outbox a connection is not read from: it would only add to it. */
const behindBytes = 1024 * 1024;

/** After the last word the other side has so long to take it; a slow consumer has more to take. */
const lingerMs = 5000;
const slowLingerMs = 60_000;

export class Connection {
  readonly address: string;
  readonly isLoopback: boolean;
  /** Asked for in `hello`: both sides ping. */
  hasHeartbeat = false;
  readonly openedMs: number;
  #heardMs: number;
  #pingedMs = 0;
  readonly #socket: Socket;
  readonly #outbox: Outbox;
  readonly #splitter = new LineSplitter(limits.maxRequestLineBytes);
  #listener: Listener | undefined;
  #reason: EndReason = 'lost';
  #isEnding = false;

  constructor(socket: Socket, turn: Turn, settings: Settings, nowMs: number) {
    this.#socket = socket;
    this.address = socket.remoteAddress ?? '';
    this.isLoopback = isLoopback(this.address);
    this.openedMs = nowMs;
    this.#heardMs = nowMs;
    this.#outbox = new Outbox(socket, turn, settings.maxOutboxBytes, () => {
      this.bye('slow-consumer', true);
    });
  }

  /** Begins to read. `now` is in milliseconds. */
  listen(listener: Listener, now: () => number): void {
    this.#listener = listener;
    const socket = this.#socket;
    socket.on('data', (chunk: Buffer) => {
      this.#heardMs = now();
      const lines = this.#splitter.push(chunk);
      if (lines.length > 0) listener.receive(lines);
    });
    socket.on('end', () => {
      const lines = this.#splitter.end();
      if (lines.length > 0) listener.receive(lines);
      this.#reason = 'closed';
      listener.finish();
    });
    socket.on('drain', () => {
      this.#outbox.flush();
      listener.drained();
    });
    // Followed by 'close', which says all there is to say.
    socket.on('error', () => {});
    socket.on('close', () => this.#gone());
  }

  get isBehind(): boolean {
    return this.#outbox.bytes > behindBytes;
  }

  push(lines: string | Uint8Array): void {
    this.#outbox.push(lines);
  }

  pause(): void {
    if (!this.#socket.isPaused()) this.#socket.pause();
  }

  resume(): void {
    if (this.#socket.isPaused()) this.#socket.resume();
  }

  /** Writes what is in the outbox, then closes. */
  end(reason: EndReason = 'closed'): void {
    if (!this.#startEnding(reason)) return;
    this.#outbox.end();
    this.#gone();
  }

  bye(reason: ByeReason, reconnect: boolean): void {
    if (!this.#startEnding(reason)) return;
    const word = encode({ type: 'bye', reason, reconnect });
    // Who does not read gets no more than this; everyone else gets what was said before it.
    if (reason === 'slow-consumer') this.#outbox.endWith(word);
    else {
      this.#outbox.push(word);
      this.#outbox.end();
    }
    this.#gone();
  }

  /** Called about once a second: asks for a sign of life, or gives up. */
  check(nowMs: number, settings: Settings): void {
    if (!this.hasHeartbeat || this.#isEnding) return;
    const silentMs = nowMs - this.#heardMs;
    if (silentMs >= settings.idleAfterMs) this.bye('idle', true);
    else if (silentMs >= settings.pingAfterMs && nowMs - this.#pingedMs >= settings.pingAfterMs) {
      this.#pingedMs = nowMs;
      this.#outbox.push('{"type":"ping"}\n');
    }
  }

  async closed(): Promise<void> {
    if (!this.#socket.closed) await once(this.#socket, 'close');
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #startEnding(reason: EndReason): boolean {
    if (this.#isEnding) return false;
    this.#isEnding = true;
    this.#reason = reason;
    // What still comes is thrown away: left in the socket, it would turn the end into a reset,
    // and the last word would be lost.
    this.#socket.removeAllListeners('data').removeAllListeners('end').resume();
    const waitMs = reason === 'slow-consumer' ? slowLingerMs : lingerMs;
    const timer = setTimeout(() => this.#socket.destroy(), waitMs).unref();
    this.#socket.once('close', () => clearTimeout(timer));
    return true;
  }

  #gone(): void {
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.gone(this.#reason);
  }
}

function isLoopback(address: string): boolean {
  return address === '' || address === '::1' || /^(::ffff:)?127\./.test(address);
}
