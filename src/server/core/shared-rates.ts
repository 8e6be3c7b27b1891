// The rates that people share: what all sessions may ask together, how often one address may say hello.
import { AddressRates } from './address-rates.ts';
import { RateLimit } from './rate-limit.ts';
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
