// Whether the other side is alive: pings now and then, and what counts as silence.
import { heartbeat } from '../protocol/index.ts';
import type { CancelTimer, Clock } from './clock.ts';

export const heartbeatLimits = {
  /** Below the 30 s after which the server would ask; and the latency shown stays fresh. */
  pingEveryMs: 20_000,
  /** How soon silence is noticed; also after the machine has slept. */
  checkEveryMs: 5_000,
} as const;

export interface HeartbeatOwner {
  /** Asks for a sign of life; the `timestamp` comes back. */
  ping(timestamp: number): void;
  measured(latencyMs: number): void;
  /** Nothing was heard for 90 s. */
  silent(): void;
}

/** Counts only what is heard, never what is sent: the system takes bytes for the dead for long. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #owner: HeartbeatOwner;
  #heardAt = 0;
  #pingedAt = 0;
  #cancel: CancelTimer | undefined;

  constructor(clock: Clock, owner: HeartbeatOwner) {
    this.#clock = clock;
    this.#owner = owner;
  }

  start(): void {
    this.stop();
    this.#heardAt = this.#clock.now();
    this.#ping();
    this.#wait();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Anything came from the other side. */
  heard(): void {
    this.#heardAt = this.#clock.now();
  }

  ponged(timestamp: string | number | undefined): void {
    if (typeof timestamp !== 'number') return;
    this.#owner.measured(Math.max(0, this.#clock.now() - timestamp));
  }

  #wait(): void {
    this.#cancel = this.#clock.setTimer(heartbeatLimits.checkEveryMs, () => this.#check());
  }

  #check(): void {
    const now = this.#clock.now();
    if (now - this.#heardAt >= heartbeat.idleAfterMs) {
      this.stop();
      this.#owner.silent();
      return;
    }
    if (now - this.#pingedAt >= heartbeatLimits.pingEveryMs) this.#ping();
    this.#wait();
  }

  #ping(): void {
    this.#pingedAt = this.#clock.now();
    this.#owner.ping(this.#pingedAt);
  }
}
