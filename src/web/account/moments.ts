// A moment that the server tells of, as people read it: by the clock where they are.
import { localTime, whenWords } from '../../sdk/local-time.ts';
import { safeText } from '../../ui/safe-text.ts';
import { browserClock, browserOffset } from '../clock.ts';

/** `14:02` of today, `3 Mar 14:02`, `3 Mar 2025`; what is no time stays as it came. */
export function momentWords(timestamp: string): string {
  const atMs = Date.parse(timestamp);
  if (Number.isNaN(atMs)) return safeText(timestamp.slice(0, 24));
  const local = (ms: number): string => localTime(ms, browserOffset);
  return whenWords(local(atMs), local(browserClock.now()));
}
