// The rates that settings make: what one session may send, what all may ask together, how often one address may say hello.
import { AddressRates } from './address-rates.ts';
import { RateLimit } from './rate-limit.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

export interface SharedRates {
  /** Requests of all sessions: each may be within its own rate, and all of them too much. */
  readonly load: RateLimit;
  readonly hellos: AddressRates;
}

export function sharedRates(
  {
    maxRequestsPerSecond,
    hellosPerMinute,
  }: Pick<Settings, 'maxRequestsPerSecond' | 'hellosPerMinute'>,
  nowMs: number,
): SharedRates {
  return {
    load: new RateLimit(maxRequestsPerSecond, maxRequestsPerSecond, nowMs),
    hellos: new AddressRates(hellosPerMinute),
  };
}

/** By where it came from. */
export function sessionRate(settings: Settings, { isLoopback }: Session['origin']) {
  const factor = isLoopback ? settings.loopbackFactor : 1;
  return { perSecond: settings.messagesPerSecond * factor, burst: settings.burst * factor };
}

/** For settings that have changed. */
export function changeRates({ load, hellos }: SharedRates, settings: Settings): void {
  load.change(settings.maxRequestsPerSecond, settings.maxRequestsPerSecond);
  hellos.change(settings.hellosPerMinute);
}
