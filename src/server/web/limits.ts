// What bounds everybody who speaks HTTP; nothing is taken from them but short questions.

export interface WebLimits {
  /** Request line and headers, bytes. */
  readonly maxHeaderBytes: number;
  readonly maxHeaders: number;
  /** A request's whole time to arrive. */
  readonly requestMs: number;
  /** Between two requests of one connection. */
  readonly keepAliveMs: number;
  /** An answer of which nobody takes anything, or says anything. */
  readonly stillMs: number;
  readonly maxRequestsPerSocket: number;
  /** Of these, how many may come before the one before was answered. */
  readonly maxPipelined: number;
  /** How often all that is looked at. */
  readonly checkEveryMs: number;
  /** One WebSocket message: more than a line, so that who is over the limit is told so by name. */
  readonly maxMessageBytes: number;
  /** Pieces of one WebSocket message, and of what has not been made a message yet. */
  readonly maxFragments: number;
}

export const webLimits: WebLimits = {
  maxHeaderBytes: 16 * 1024,
  maxHeaders: 100,
  requestMs: 10_000,
  keepAliveMs: 15_000,
  stillMs: 60_000,
  maxRequestsPerSocket: 1000,
  maxPipelined: 100,
  checkEveryMs: 1000,
  maxMessageBytes: 1024 * 1024,
  maxFragments: 1024,
};
