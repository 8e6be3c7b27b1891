// How chat-client ends: the codes that scripts go by, as in sysexits.

export const exitCodes = {
  done: 0,
  /** What is none of the others. */
  failed: 1,
  /** A wrong command line, as everywhere. */
  misuse: 2,
  /** There is no server. */
  unavailable: 69,
  /** It was not delivered, as far as is known: the same again, with its id, may go through. */
  tryAgain: 75,
  /** The server won't have it, now and later. */
  refused: 77,
} as const;
