// Every bound of the log: its queue, its groups, its tail.

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
  /** No line of ours is longer (4,000 characters, each escaped, make 40 KB); what is, is no entry. */
  readonly lineBytes: number;
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
  lineBytes: 1_048_576,
};
