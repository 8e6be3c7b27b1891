// Every bound of the account file: what is kept in it, how long, and how often something may be tried.

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export const accountLimits = {
  /** An account's networks: where one has been logged in from, and for how long that counts. */
  maxNetworks: 20,
  keepNetworkMs: 90 * dayMs,
  /** What moves with every visit is written at most so often for a session. */
  touchEveryMs: hourMs,
  /** Sessions that are over, deleted at once. */
  sweepAtOnce: 500,
  sweepEveryMs: 10 * minuteMs,
  /** Hashes that wait for their turn, of each lane. */
  maxWaitingHashes: 16,
  /** Invitations that are good at the same time. */
  maxInvites: 10_000,
} as const;
