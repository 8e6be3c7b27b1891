// The queue before the hashes of passwords: one at a time, so that all else has the machine.
import { setTimeout as wait } from 'node:timers/promises';
import { accountLimits } from './limits.ts';

/** `known`: who comes from where the account has been before; strangers never stand before them. */
export type Lane = 'known' | 'others';

type Job = () => Promise<void>;

interface Pace {
  readonly maxWaiting: number;
  /** Milliseconds, of whatever clock. */
  readonly clock: () => number;
  readonly rest: (ms: number) => Promise<unknown>;
}

const realPace: Pace = {
  maxWaiting: accountLimits.maxWaitingHashes,
  clock: () => performance.now(),
  rest: (ms) => wait(ms, undefined, { ref: false }),
};

/**
 * After a hash for strangers the next of them rests as long as that one took: however many guess, they
 * have half of a core. Those who are known do not rest.
 */
export class Hashing {
  readonly #waiting: Record<Lane, Job[]> = { known: [], others: [] };
  readonly #pace: Pace;
  #isBusy = false;
  #isResting = false;
  /** Hashes since the start. */
  done = 0;

  constructor(pace: Partial<Pace> = {}) {
    this.#pace = { ...realPace, ...pace };
  }

  /** The work's result when it had its turn; undefined at once where too many wait in that lane. */
  run<Result>(lane: Lane, work: () => Promise<Result>): Promise<Result> | undefined {
    const line = this.#waiting[lane];
    if (line.length >= this.#pace.maxWaiting) return undefined;
    return new Promise<Result>((resolve, reject) => {
      line.push(() => work().then(resolve, reject));
      this.#next();
    });
  }

  #next(): void {
    if (this.#isBusy) return;
    const known = this.#waiting.known.shift();
    const job = known ?? (this.#isResting ? undefined : this.#waiting.others.shift());
    if (!job) return;
    this.#isBusy = true;
    void this.#perform(job, known === undefined);
  }

  async #perform(job: Job, isForStranger: boolean): Promise<void> {
    const beganMs = this.#pace.clock();
    await job();
    this.done++;
    this.#isBusy = false;
    if (isForStranger) this.#restFor(this.#pace.clock() - beganMs);
    this.#next();
  }

  #restFor(ms: number): void {
    this.#isResting = true;
    void this.#pace.rest(ms).then(() => {
      this.#isResting = false;
      this.#next();
    });
  }
}
