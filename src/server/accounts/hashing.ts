// The queue before the hashes of passwords: one at a time, so that all else has the machine.
import { accountLimits } from './limits.ts';

/** `known`: who comes from where the account has been before; strangers never stand before them. */
export type Lane = 'known' | 'others';

type Job = () => Promise<void>;

export class Hashing {
  readonly #waiting: Record<Lane, Job[]> = { known: [], others: [] };
  readonly #max: number;
  #isBusy = false;
  /** Hashes since the start. */
  done = 0;

  constructor(max: number = accountLimits.maxWaitingHashes) {
    this.#max = max;
  }

  /** The work's result when it had its turn; undefined at once where too many wait in that lane. */
  run<Result>(lane: Lane, work: () => Promise<Result>): Promise<Result> | undefined {
    const line = this.#waiting[lane];
    if (line.length >= this.#max) return undefined;
    return new Promise<Result>((resolve, reject) => {
      line.push(() => work().then(resolve, reject));
      this.#next();
    });
  }

  #next(): void {
    if (this.#isBusy) return;
    const job = this.#waiting.known.shift() ?? this.#waiting.others.shift();
    if (!job) return;
    this.#isBusy = true;
    void job().finally(() => {
      this.done++;
      this.#isBusy = false;
      this.#next();
    });
  }
}
