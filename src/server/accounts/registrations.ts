// How many accounts may be made from one network in an hour.
import type { Visitor } from '../core/accounts.ts';
import { RateLimit } from '../core/rate-limit.ts';

export const registrationBounds = {
  perHour: 5,
  /** On this machine, where many may come through one address. */
  perHourOnLoopback: 100,
  maxNetworks: 20_000,
  /** For whom no entry is left, together. */
  sharedPerHour: 500,
} as const;

const hourSeconds = 3600;
const hourMs = hourSeconds * 1000;

export class Registrations {
  /** In the order of their last use: within an hour of that a bucket is full again, and says nothing. */
  readonly #buckets = new Map<string, { readonly bucket: RateLimit; usedMs: number }>();
  #shared: RateLimit | undefined;

  /** Counts one and returns 0; or says how many milliseconds it is too early. */
  begin({ network, isLoopback }: Visitor, nowMs: number): number {
    const { perHour, perHourOnLoopback } = registrationBounds;
    const most = isLoopback ? perHourOnLoopback : perHour;
    return this.#bucketOf(network, most, nowMs).take(1, nowMs);
  }

  /** Nothing came of it, and that was no fault of who asked. */
  takeBack({ network }: Visitor): void {
    this.#buckets.get(network)?.bucket.giveBack(1);
  }

  #bucketOf(network: string, most: number, nowMs: number): RateLimit {
    const found = this.#buckets.get(network);
    if (!found) this.#dropFull(nowMs);
    if (!found && this.#buckets.size >= registrationBounds.maxNetworks) {
      this.#shared ??= bucketOf(registrationBounds.sharedPerHour, nowMs);
      return this.#shared;
    }
    const bucket = found?.bucket ?? bucketOf(most, nowMs);
    this.#buckets.delete(network);
    this.#buckets.set(network, { bucket, usedMs: nowMs });
    return bucket;
  }

  #dropFull(nowMs: number): void {
    let looks = 2;
    for (const [network, { usedMs }] of this.#buckets) {
      if (looks-- === 0 || nowMs - usedMs < hourMs) return;
      this.#buckets.delete(network);
    }
  }
}

function bucketOf(perHour: number, nowMs: number): RateLimit {
  return new RateLimit(perHour / hourSeconds, perHour, nowMs);
}
