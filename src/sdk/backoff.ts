// How long to wait before the next try to connect.

export const backoffLimits = {
  /** Most losses are short: a server that restarts is back within a second. */
  firstMs: 500,
  maxMs: 30_000,
  /** Live for so long: the trouble is over, and the next loss starts from the beginning. */
  steadyMs: 10_000,
} as const;

/**
 * Doubles from try to try. The random half keeps a thousand clients that lost the same server from
 * coming back in the same moment.
 * @param attempt 1 after the first failure
 */
export function backoffMs(attempt: number, random: () => number): number {
  const { firstMs, maxMs } = backoffLimits;
  const full = Math.min(maxMs, firstMs * 2 ** Math.min(attempt - 1, 16));
  return Math.round(full / 2 + (random() * full) / 2);
}
