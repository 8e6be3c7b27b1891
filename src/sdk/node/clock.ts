// The real time and where it is, for programs on Node.
import type { Clock } from '../clock.ts';
import type { OffsetMinutes } from '../local-time.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** By the time zone of the machine. */
export const systemOffset: OffsetMinutes = (atMs) => -new Date(atMs).getTimezoneOffset();
