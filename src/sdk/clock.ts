// Time, as the core is given it: main passes the real one, tests one that they turn by hand.

export interface Clock {
  /** Milliseconds since 1970; goes on while the machine sleeps. */
  now(): number;
  /** Runs it once, after so many milliseconds, unless it is cancelled first. */
  setTimer(delayMs: number, run: () => void): CancelTimer;
}

export type CancelTimer = () => void;
