// How often something may happen from one network: a token bucket for each, bounded in number.
import { networkOf } from './network.ts';
import { RateLimit } from './rate-limit.ts';
import type { Origin } from './session.ts';

interface Bucket {
  readonly limit: RateLimit;
  takenMs: number;
}

const minuteMs = 60_000;

/** Networks that are remembered; beyond, the one that was quiet longest begins anew. */
export const maxNetworks = 50_000;

/** A minute's worth may come at once; then as fast as that. Those at this machine are not counted. */
export class AddressRates {
  #perMinute: number;
  /** The one that was quiet longest is first. */
  readonly #buckets = new Map<string, Bucket>();

  /** @param perMinute 0: no limit */
  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** Counts one; or counts none, and says how many milliseconds it came too early. */
  take({ address, isLoopback }: Origin, nowMs: number): number {
    if (isLoopback || this.#perMinute === 0) return 0;
    const network = networkOf(address);
    const bucket = this.#buckets.get(network) ?? this.#fresh(nowMs);
    // Taken out and put back, it is the last to be forgotten.
    this.#buckets.delete(network);
    this.#buckets.set(network, bucket);
    bucket.takenMs = nowMs;
    this.#forget(nowMs);
    return bucket.limit.take(1, nowMs);
  }

  /** All begin anew, if it is another rate. */
  change(perMinute: number): void {
    if (perMinute === this.#perMinute) return;
    this.#perMinute = perMinute;
    this.#buckets.clear();
  }

  get size(): number {
    return this.#buckets.size;
  }

  #fresh(nowMs: number): Bucket {
    const limit = new RateLimit(this.#perMinute / 60, this.#perMinute, nowMs);
    return { limit, takenMs: nowMs };
  }

  /** A bucket that has been left alone for a minute is full again, so it is as good as none. Two go for one that comes. */
  #forget(nowMs: number): void {
    let left = 2;
    for (const [network, { takenMs }] of this.#buckets) {
      const isNeedless = nowMs - takenMs >= minuteMs || this.#buckets.size > maxNetworks;
      if (!isNeedless || left-- === 0) return;
      this.#buckets.delete(network);
    }
  }
}
