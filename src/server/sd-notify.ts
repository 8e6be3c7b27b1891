// What a service manager is told of the server's life: sd_notify, by systemd's own program, as Node has no such sockets.
import { spawn } from 'node:child_process';

type Environment = Record<string, string | undefined>;

/** Beyond these, what is said has lost its meaning. */
const maxWaiting = 16;
/** What takes longer does not come back. */
const patienceMs = 5000;
/** A machine under load is slow for a while: so often in a row it is said again. */
const maxTries = 5;
const betweenMs = 1000;

export class ServiceManager {
  readonly #socket: string | undefined;
  readonly #program: string;
  readonly #onFailure: (why: string) => void;
  readonly #lifeMs: number;
  #life: NodeJS.Timeout | undefined;
  #waiting: (readonly string[])[] = [];
  #isTelling = false;
  #failures = 0;

  /**
   * Takes what concerns it out of `env`, as what is started from here is another service or none.
   * @param onFailure told once, when nothing more is tried
   */
  constructor(env: Environment, onFailure: (why: string) => void, program = 'systemd-notify') {
    const { NOTIFY_SOCKET: socket, WATCHDOG_USEC: watchdog } = env;
    for (const name of ['NOTIFY_SOCKET', 'WATCHDOG_USEC', 'WATCHDOG_PID']) delete env[name];
    this.#socket = socket || undefined;
    this.#program = program;
    this.#onFailure = onFailure;
    this.#lifeMs = Number(watchdog) / 2000;
  }

  /** From the first time on it is told that the server lives: before, it is the start that has its time. */
  ready(status: string): void {
    this.#tell('READY=1', `STATUS=${status}`);
    // Twice as often as it is asked for. Who does not come round to it hangs, and is started again.
    if (this.#socket !== undefined && this.#lifeMs > 0)
      this.#life ??= setInterval(() => this.#tell('WATCHDOG=1'), this.#lifeMs).unref();
  }

  /** `ready` ends it. */
  reloading(): void {
    // The clock that systemd compares it with, in microseconds.
    this.#tell('RELOADING=1', `MONOTONIC_USEC=${process.hrtime.bigint() / 1000n}`);
  }

  stopping(): void {
    this.#tell('STOPPING=1', 'STATUS=Saying goodbye');
  }

  #tell(...assignments: readonly string[]): void {
    if (this.#socket === undefined || this.#waiting.length >= maxWaiting) return;
    this.#waiting.push(assignments);
    if (!this.#isTelling) this.#tellNext();
  }

  /** One after the other: a READY that overtakes its RELOADING would be lost. */
  #tellNext(): void {
    const next = this.#waiting[0];
    this.#isTelling = next !== undefined;
    if (next === undefined) return;
    const { PATH } = process.env;
    const env = { PATH, NOTIFY_SOCKET: this.#socket };
    const signal = AbortSignal.timeout(patienceMs);
    const child = spawn(this.#program, next, { env, stdio: 'ignore', signal });
    child.unref();
    // One that is too slow fails twice: by the error, and by how it ends.
    let why: string | undefined;
    child.on('error', (error) => {
      why ??= error.message;
      if (child.pid === undefined) this.#giveUp(why);
    });
    child.on('exit', (code) => {
      if (code === 0) this.#wasTold();
      else this.#tryAgain(why ?? `${this.#program} ended with ${code}`);
    });
  }

  #wasTold(): void {
    this.#failures = 0;
    this.#waiting.shift();
    this.#tellNext();
  }

  #tryAgain(why: string): void {
    this.#failures += 1;
    if (this.#failures >= maxTries) this.#giveUp(why);
    else setTimeout(() => this.#tellNext(), betweenMs).unref();
  }

  /** There is no such program, or nobody at the socket. */
  #giveUp(why: string): void {
    this.#waiting = [];
    this.#isTelling = true;
    this.#onFailure(why);
  }
}
