// How long to wait before a receiver is tried again.
import { hookLimits } from '../limits.ts';

const { firstWaitMs, longestWaitMs, longestRetryAfterMs } = hookLimits;

/**
 * Twice as long after each failure, and between half and all of that, so that many who failed together
 * do not come back together. What a receiver asks for is kept, within bounds.
 */
export function waitBefore(failures: number, retryAfterMs: number, random: () => number): number {
  const whole = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures - 1, 30));
  const own = whole * (0.5 + random() / 2);
  return Math.round(Math.max(own, Math.min(retryAfterMs, longestRetryAfterMs)));
}

/** `Retry-After` in seconds or as a date; 0: nothing that can be read. */
export function readRetryAfter(header: string | undefined, nowMs: number): number {
  if (header === undefined) return 0;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const ms = Date.parse(header);
  return Number.isNaN(ms) ? 0 : Math.max(0, ms - nowMs);
}
