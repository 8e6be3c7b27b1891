// Every way out of the full-screen client, and the way into the background and back.

/** What must be done to leave, given by the program so that this file decides only when. */
export interface Departure {
  /** Says goodbye to the server; may take a moment. */
  readonly stop: () => Promise<void>;
  /** Puts the terminal back as it was; at once, and harmless when done twice. */
  readonly restore: () => void;
  /** Takes it again, and draws. */
  readonly retake: () => void;
}

/** How long a goodbye may take before the client leaves without it. */
const goodbyeMs = 1500;

/** The exit code of a crash, as in sysexits: an internal error of the software. */
const crashed = 70;

const endingSignals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

export class Lifetime {
  readonly #departure: Departure;
  #isLeaving = false;
  #isSuspended = false;
  #isLent = false;

  constructor(departure: Departure) {
    this.#departure = departure;
  }

  watch(): void {
    for (const [signal, code] of Object.entries(endingSignals)) {
      process.on(signal, () => {
        // Of the program that has the terminal now.
        if (signal !== 'SIGINT' || !this.#isLent) void this.leave(code);
      });
    }
    process.on('SIGTSTP', this.#suspend);
    process.on('SIGCONT', this.#resume);
    process.on('uncaughtException', (error) => this.crash(error));
    process.on('unhandledRejection', (error) => this.crash(error));
    process.on('exit', () => this.#departure.restore());
    // The terminal went away: there is no one to show anything to.
    for (const stream of [process.stdin, process.stdout]) {
      stream.on('error', () => void this.leave(endingSignals.SIGHUP));
    }
    process.stdin.on('end', () => void this.leave(endingSignals.SIGHUP));
  }

  /** Says goodbye, restores, exits. A second call does not wait for the goodbye. */
  async leave(code: number): Promise<void> {
    if (!this.#isLeaving) {
      this.#isLeaving = true;
      await Promise.race([this.#departure.stop().catch(() => {}), delay(goodbyeMs)]);
    }
    this.#departure.restore();
    process.exit(code);
  }

  crash(error: unknown): void {
    this.#departure.restore();
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`chat-client: crashed. Please report this:\n${told}\n`);
    process.exit(crashed);
  }

  /** As Ctrl-Z does in other programs: the whole foreground group stops, the launcher included. */
  suspend(): void {
    this.#suspend();
  }

  /** Another program has the terminal until `run` is through. */
  async lend(run: () => Promise<void>): Promise<void> {
    if (this.#isSuspended || this.#isLeaving) return;
    this.#isSuspended = true;
    this.#isLent = true;
    this.#departure.restore();
    try {
      await run();
    } finally {
      this.#isSuspended = false;
      this.#isLent = false;
      if (!this.#isLeaving) this.#departure.retake();
    }
  }

  readonly #suspend = (): void => {
    // The whole group stops, the program that has the terminal as well.
    if (this.#isLent) process.kill(process.pid, 'SIGSTOP');
    if (this.#isSuspended || this.#isLeaving) return;
    this.#isSuspended = true;
    this.#departure.restore();
    // With our handler gone the signal has its usual effect. Where no shell could continue us the
    // kernel ignores it, and the next turn of the loop takes the terminal again.
    process.off('SIGTSTP', this.#suspend);
    process.kill(0, 'SIGTSTP');
    setImmediate(() => {
      process.on('SIGTSTP', this.#suspend);
      this.#isSuspended = false;
      this.#departure.retake();
    });
  };

  /** Continued after a stop that nobody announced: modes and screen may be anything. */
  readonly #resume = (): void => {
    if (this.#isSuspended || this.#isLeaving) return;
    this.#departure.restore();
    this.#departure.retake();
  };
}

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
