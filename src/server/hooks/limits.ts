// Every bound of webhooks: how many there are, how much is taken at once, how long somebody is waited for.

const secondMs = 1000;
const minuteMs = 60 * secondMs;

export const hookLimits = {
  maxTokens: 1000,
  /** That a token can be held to. */
  maxRoomsPerToken: 100,
  /** Of what is posted: a text takes 16 KiB, what tools send of an event some more. */
  maxBodyBytes: 256 * 1024,
  /** Bodies that are read, or wait for the log, at once: 32 MiB. */
  maxPosts: 128,
  maxPostsPerAddress: 64,
  /** From one network; beyond, a wrong token hears when to come back. */
  failuresPerMinute: 30,
  /** Tools without a key repeat what was not answered within seconds; on purpose none does within a minute. */
  sameAgainMs: 30 * secondMs,
  /** That messages are handed on to: each has one request under way. */
  maxHooks: 64,
  /** Messages handed on in a second, by all hooks together; and at once. 64 that catch up would else make every ack late. */
  handedOnPerSecond: 500,
  handedOnAtOnce: 200,
  /** Messages read at once for one of them. */
  page: 20,
  /** A receiver's whole time to answer. */
  answerMs: 10 * secondMs,
  /** Of an answer, which is dropped; more ends its connection. */
  maxAnswerBytes: 16 * 1024,
  /** Between two tries: doubles from the first to the longest. */
  firstWaitMs: secondMs,
  longestWaitMs: 5 * minuteMs,
  /** As much as a receiver may ask for with `Retry-After`. */
  longestRetryAfterMs: 60 * minuteMs,
  /** When the log itself could not be read. */
  rereadMs: 5 * secondMs,
  /** Code points of what is kept of an error. */
  maxErrorLength: 200,
} as const;
