// One peer: what it is sent, its signs of life, and why it ended; whatever carries its lines.
import { once } from 'node:events';
import { type ByeReason, encode, type Line } from '../../protocol/index.ts';
import type { Origin, Transport } from '../core/session.ts';
import type { Settings } from '../core/settings.ts';
import type { EndReason, Hearer, Link } from './link.ts';
import { Outbox, type OutboxOwner, type Turn } from './outbox.ts';

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

/** With so much in its outbox a connection is not read from: it would only add to it. */
const behindBytes = 1024 * 1024;

/** After the last word the other side has so long to take it; a slow consumer has more to take. */
const lingerMs = 5000;
export const slowLingerMs = 60_000;

/** What its link tells it is in `Hearer`. */
export class Connection implements Hearer, OutboxOwner {
  readonly transport: Transport;
  readonly isSecure: boolean;
  readonly origin: Origin;
  /** Asked for in `hello`: both sides ping. */
  hasHeartbeat = false;
  readonly openedMs: number;
  readonly #now: () => number;
  #heardMs: number;
  #pingedMs = 0;
  readonly #link: Link;
  readonly #outbox: Outbox;
  #listener: Listener | undefined;
  #reason: EndReason | undefined;

  /** @param now in milliseconds */
  constructor(link: Link, origin: Origin, turn: Turn, settings: Settings, now: () => number) {
    this.#link = link;
    this.transport = link.transport;
    this.isSecure = 'encrypted' in link.socket;
    this.origin = origin;
    this.#now = now;
    this.openedMs = now();
    this.#heardMs = this.openedMs;
    this.#outbox = new Outbox(link.socket, turn, settings.maxOutboxBytes, this);
  }

  /** Begins to read. */
  listen(listener: Listener): void {
    this.#listener = listener;
    this.#link.socket.on('drain', () => {
      this.#outbox.flush();
      listener.drained();
    });
    this.#link.read(this);
  }

  hear(lines: readonly Line[]): void {
    this.sign();
    if (lines.length > 0) this.#listener?.receive(lines);
  }

  sign(answer?: Uint8Array): void {
    this.#heardMs = this.#now();
    if (answer) this.#outbox.answer(answer);
  }

  finish(): void {
    this.#listener?.finish();
  }

  fail(): void {
    this.end('refused');
  }

  gone(reason: EndReason): void {
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.gone(reason);
  }

  /** What it was sent and has not left yet. */
  get outboxBytes(): number {
    return this.#outbox.bytes;
  }

  get isBehind(): boolean {
    return this.#outbox.bytes > behindBytes;
  }

  push(lines: string | Uint8Array): void {
    this.#outbox.push(this.#link.frame(lines));
  }

  /** Called by its outbox: the other side does not take what it is sent. */
  overflow(): void {
    this.bye('slow-consumer', true);
  }

  /** Called by its outbox: everything is written. */
  endLink(): void {
    this.#link.end(this.#reason ?? 'closed');
  }

  pause(): void {
    this.#link.pause();
  }

  resume(): void {
    this.#link.resume();
  }

  /** Writes what is in the outbox, then closes. */
  end(reason: EndReason = 'closed'): void {
    if (!this.#startEnding(reason)) return;
    this.#outbox.end();
    this.gone(reason);
  }

  bye(reason: ByeReason, reconnect: boolean): void {
    if (!this.#startEnding(reason)) return;
    const word = this.#link.frame(encode({ type: 'bye', reason, reconnect }));
    // Who does not read gets no more than this; everyone else gets what was said before it.
    if (reason === 'slow-consumer') this.#outbox.endWith(word);
    else {
      this.#outbox.push(word);
      this.#outbox.end();
    }
    this.gone(reason);
  }

  /** Called about once a second: asks for a sign of life, or gives up. */
  check(nowMs: number, settings: Settings): void {
    this.#link.look();
    if (!this.hasHeartbeat || this.#reason !== undefined) return;
    const silentMs = nowMs - this.#heardMs;
    if (silentMs >= settings.idleAfterMs) this.bye('idle', true);
    else if (silentMs >= settings.pingAfterMs && nowMs - this.#pingedMs >= settings.pingAfterMs) {
      this.#pingedMs = nowMs;
      this.push('{"type":"ping"}\n');
    }
  }

  async closed(): Promise<void> {
    const { socket } = this.#link;
    if (!socket.closed) await once(socket, 'close');
  }

  destroy(): void {
    this.#link.socket.destroy();
  }

  #startEnding(reason: EndReason): boolean {
    if (this.#reason !== undefined) return false;
    this.#reason = reason;
    const { socket } = this.#link;
    this.#link.deafen();
    const waitMs = reason === 'slow-consumer' ? slowLingerMs : lingerMs;
    const timer = setTimeout(() => socket.destroy(), waitMs).unref();
    socket.once('close', () => clearTimeout(timer));
    return true;
  }
}
