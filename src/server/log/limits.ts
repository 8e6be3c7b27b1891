// Every bound of the log: its queue, its groups, its reads.

export interface LogLimits {
  /** A group is one write: at most this many messages, so that one group's deliveries stay short. */
  readonly groupMessages: number;
  /** And about this many characters; 1 Mi of them are written in under a millisecond. */
  readonly groupCharacters: number;
  /** After a group of several, the next waits for this part of the time that its deliveries took … */
  readonly gatherPart: number;
  /** … and at most so long, in milliseconds. */
  readonly gatherMs: number;
  /** Messages that may wait for their group; beyond, `append` returns false. */
  readonly queueMessages: number;
  /** And the characters that these may hold. */
  readonly queueCharacters: number;
  /** Start-up reads the newest messages up to this number (rounded up to a block) … */
  readonly tailMessages: number;
  /** … or this many bytes, whichever is less: start-up time must not grow with the log. */
  readonly tailBytes: number;
  /** What one read takes from the file; parsing it holds the loop for about a millisecond. */
  readonly blockBytes: number;
  /** Where a binary search looks; it needs a line or two each time. */
  readonly probeBytes: number;
  /** No line of ours is longer (4,000 characters, each escaped, make 40 KB); what is, is no entry. */
  readonly lineBytes: number;
  /** Messages that one read of history may ask for. */
  readonly readMessages: number;
  /** Reads of history at once: the disk serves the log first. */
  readonly reads: number;
  /** Reads that may wait for their turn; beyond, they are refused with `log-busy`. */
  readonly waitingReads: number;
}

export const logLimits: LogLimits = {
  groupMessages: 4_096,
  groupCharacters: 1_048_576,
  gatherPart: 0.5,
  gatherMs: 10,
  queueMessages: 65_536,
  queueCharacters: 16_777_216,
  tailMessages: 50_000,
  tailBytes: 16_777_216,
  blockBytes: 131_072,
  probeBytes: 16_384,
  lineBytes: 1_048_576,
  readMessages: 500,
  reads: 4,
  waitingReads: 256,
};
