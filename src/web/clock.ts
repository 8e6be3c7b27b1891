// The real clock, for the page.
import type { Clock } from '../sdk/clock.ts';
import type { OffsetMinutes } from '../sdk/local-time.ts';

export const browserClock: Clock = {
  now: () => Date.now(),
  setTimer(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** By the time zone of the browser. */
export const browserOffset: OffsetMinutes = (atMs) => -new Date(atMs).getTimezoneOffset();
