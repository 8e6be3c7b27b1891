// How late the main thread is for its timers, from one look to the next.
import { monitorEventLoopDelay } from 'node:perf_hooks';

type Watched = ReturnType<typeof monitorEventLoopDelay>;

/** In milliseconds. What is watched costs a timer of this interval: nothing that can be measured. */
const resolution = 10;

/** Watches from the first look on, as most servers are never asked. */
export class LoopDelay {
  #watched: Watched | undefined;

  /** In seconds, since the look before; empty at the first one. */
  read(): ReadonlyMap<string, number> {
    const watched = this.#watched;
    if (watched === undefined) {
      this.#watched = monitorEventLoopDelay({ resolution });
      this.#watched.enable();
      return new Map();
    }
    const seen = watched.count === 0 ? [] : figuresOf(watched);
    watched.reset();
    return new Map(seen);
  }

  close(): void {
    this.#watched?.disable();
  }
}

/** Node counts the whole time from timer to timer; the delay is what is beyond the interval. */
function figuresOf(watched: Watched): [string, number][] {
  const seconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - resolution / 1e3);
  return [
    ['p50', seconds(watched.percentile(50))],
    ['p99', seconds(watched.percentile(99))],
    ['max', seconds(watched.max)],
  ];
}
