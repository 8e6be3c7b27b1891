// The way to the server and back: it connects, notices a loss, waits, and tries again.
import {
  type ByeReason,
  type Event,
  encode,
  parseFromServer,
  type Reply,
  type Request,
} from '../protocol/index.ts';
import { backoffLimits, backoffMs } from './backoff.ts';
import type { CancelTimer, Clock } from './clock.ts';
import { Heartbeat } from './heartbeat.ts';
import { LateHellos } from './late-hellos.ts';
import { masked } from './masked.ts';
import { nextPhase, type Phase, type PhaseEvent } from './phases.ts';
import type { ConnectionState, LossCode } from './state.ts';
import type { Link, Transport, TransportHandlers } from './transport.ts';

/** From the first packet to `welcome`; a host that does not answer says nothing for minutes. */
export const connectTimeoutMs = 10_000;

export interface ConnectionOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onWire?: ((direction: 'in' | 'out', line: string) => void) | undefined;
  /** The session is that of an earlier run. */
  readonly kept?: { readonly token?: string } | undefined;
}

export interface ConnectionHandlers {
  /** The link is there: say hello, and call `welcomed` when that is answered. */
  onOpen(): void;
  onChange(state: ConnectionState): void;
  /** The link is gone, whoever ended it; called before `onChange` says so. */
  onLost(): void;
  onObject(object: Reply | Event): void;
  /** The server ends it. @returns why, in a sentence for the person */
  onBye(reason: ByeReason): string;
  /** Wraps what one read brought. */
  batch(run: () => void): void;
}

const statusOf: Readonly<Record<Phase, ConnectionState['status']>> = {
  offline: 'offline',
  connecting: 'connecting',
  greeting: 'connecting',
  live: 'live',
  waiting: 'waiting',
};

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #handlers: ConnectionHandlers;
  readonly #heartbeat: Heartbeat;
  #phase: Phase = 'offline';
  #link: Link | undefined;
  #cancelTimer: CancelTimer | undefined;
  /** Losses since it was last live for long enough. */
  #losses = 0;
  #liveSince = 0;
  #why: string | undefined;
  #code: LossCode | undefined;
  #latencyMs: number | undefined;
  /** Of the link that was let go last. */
  #farewell = Promise.resolve();
  readonly #lateHellos = new LateHellos();
  /** Hello was said on this link, and nothing was heard. */
  #isUnanswered = false;

  constructor(options: ConnectionOptions, handlers: ConnectionHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    // Where that run ended in the middle of a hello, it may arrive after the first one of this.
    if (options.kept?.token !== undefined) this.#lateHellos.gaveUp(options.clock.now());
    this.#heartbeat = new Heartbeat(options.clock, {
      ping: (timestamp) => this.send({ type: 'ping', timestamp }),
      measured: (latencyMs) => {
        this.#latencyMs = latencyMs;
        this.#tell();
      },
      silent: () => this.lose('The server has been silent for too long.'),
    });
  }

  get isLive(): boolean {
    return this.#phase === 'live';
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Resolves when the other side has seen the last link end in good order, or never will. */
  get farewell(): Promise<void> {
    return this.#farewell;
  }

  start(): void {
    if (this.#phase === 'offline') this.#connect('started');
  }

  /** Tries now instead of later. */
  retry(): void {
    if (this.#phase === 'waiting') this.#connect('retried');
    this.start();
  }

  /** The server has answered `hello`. */
  welcomed(): void {
    this.#go('welcomed');
    this.#cancelTimer?.();
    this.#liveSince = this.#options.clock.now();
    this.#why = undefined;
    this.#code = undefined;
    this.#tell();
    this.#heartbeat.start();
  }

  /** Writes it if there is a link; what must not be lost is kept by its owner until its reply. */
  send(request: Request): void {
    if (!this.#link || (this.#phase !== 'greeting' && this.#phase !== 'live')) return;
    if (request.type === 'hello') this.#isUnanswered = true;
    const line = encode(request);
    this.#options.onWire?.('out', masked(line.trimEnd()));
    this.#link.send(line);
  }

  /** This link is of no more use; another one is made. */
  lose(why: string, atLeastMs = 0, code?: LossCode): void {
    const { clock, random } = this.#options;
    const wasSteady = this.isLive && clock.now() - this.#liveSince >= backoffLimits.steadyMs;
    this.#losses = wasSteady ? 1 : this.#losses + 1;
    this.#drop('lost', why, code);
    const delayMs = Math.max(atLeastMs, backoffMs(this.#losses, random));
    this.#cancelTimer = clock.setTimer(delayMs, () => this.#connect('retried'));
    this.#tell({ retryAt: clock.now() + delayMs });
  }

  /** No more links, unless `start` or `retry` is called. */
  end(why: string, code?: LossCode): void {
    this.#drop('ended', why, code);
    this.#losses = 0;
    this.#tell();
  }

  #connect(event: PhaseEvent): void {
    this.#go(event);
    this.#cancelTimer?.();
    this.#latencyMs = undefined;
    const { clock, transport } = this.#options;
    const timeout = `${transport.address} does not answer.`;
    this.#cancelTimer = clock.setTimer(connectTimeoutMs, () => this.lose(timeout));
    const link: Link = transport.open(this.#handlersFor(() => this.#link === link));
    this.#link = link;
    this.#tell();
  }

  /** A link that was given up may still speak: it is not heard. */
  #handlersFor(isCurrent: () => boolean): TransportHandlers {
    return {
      onOpen: () => {
        if (!isCurrent()) return;
        this.#go('opened');
        this.#handlers.batch(() => this.#handlers.onOpen());
      },
      onLines: (lines) => {
        if (!isCurrent()) return;
        this.#heartbeat.heard();
        this.#handlers.batch(() => {
          for (const line of lines) if (isCurrent()) this.#receive(line);
        });
      },
      onClose: (why, isFinal = false) => {
        if (!isCurrent()) return;
        this.#handlers.batch(() => (isFinal ? this.end(why, 'untrusted') : this.lose(why)));
      },
    };
  }

  #receive(line: string): void {
    this.#options.onWire?.('in', masked(line));
    this.#isUnanswered = false;
    const object = parseFromServer(line);
    if (object === undefined) return;
    if (object.type === 'ping') this.send({ type: 'pong' });
    else if (object.type === 'pong') this.#heartbeat.ponged(object.timestamp);
    else if (object.type === 'bye') this.#leave(object.reason, object.reconnect);
    else this.#handlers.onObject(object);
  }

  #leave(reason: ByeReason, isInvited: boolean): void {
    const why = this.#handlers.onBye(reason);
    const isOwnDoing =
      reason === 'replaced' && this.#lateHellos.explainLoss(this.#options.clock.now());
    if (isInvited || isOwnDoing) this.lose(why, 0, reason);
    else this.end(why, reason);
  }

  #drop(event: PhaseEvent, why: string, code: LossCode | undefined): void {
    this.#go(event);
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#heartbeat.stop();
    if (this.#isUnanswered) this.#lateHellos.gaveUp(this.#options.clock.now());
    this.#isUnanswered = false;
    const link = this.#link;
    this.#link = undefined;
    this.#farewell = Promise.resolve(link?.close());
    this.#why = why;
    this.#code = code;
    this.#latencyMs = undefined;
    this.#handlers.onLost();
  }

  #go(event: PhaseEvent): void {
    this.#phase = nextPhase(this.#phase, event);
  }

  #tell(more: { retryAt?: number } = {}): void {
    this.#handlers.onChange({
      status: statusOf[this.#phase],
      attempt: this.#losses + (this.#phase === 'live' ? 0 : 1),
      ...(this.#latencyMs === undefined ? {} : { latencyMs: this.#latencyMs }),
      ...(this.#why === undefined ? {} : { why: this.#why }),
      ...(this.#code === undefined ? {} : { code: this.#code }),
      ...more,
    });
  }
}
