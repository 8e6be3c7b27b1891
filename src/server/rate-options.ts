// The options of chat-server against too much: how many, how often, and what each kind of request costs.
import { InvalidArgumentError } from 'commander';
import { type KeyedOption, option, whole } from '../command-line/option.ts';
import { defaultSettings, type Settings } from './core/settings.ts';
import { handlers } from './requests/index.ts';

export interface RateFlags {
  rate: number;
  cost: Readonly<Record<string, number>>;
  maxRequestsPerSecond: number;
  maxConnections: number;
  maxConnectionsPerAddress: number;
  connectsPerMinute: number;
  hellosPerMinute: number;
  httpPerMinute: number;
}

const most = 1_000_000;

export function rateOptions(): readonly KeyedOption[] {
  const { maxConnections, ...defaults } = defaultSettings;
  return [
    option(
      '--rate <number>',
      'messages a second for one session, ten times as many on this machine; 0: no limit',
      defaults.messagesPerSecond,
      whole(0, most),
    ),
    option(
      '--cost <kind=number>',
      'what a kind of request counts for in that rate, like search=10 (repeatable)',
      {},
      costIn,
    ).default({}, costWords()),
    option(
      '--max-requests-per-second <number>',
      'requests a second of all sessions together; 0: no limit',
      defaults.maxRequestsPerSecond,
      whole(0, most),
    ),
    option('--max-connections <number>', 'connections at once', maxConnections, whole(1, most)),
    perAddress('--max-connections-per-address', 'of them from', defaults.maxConnectionsPerAddress),
    perAddress(
      '--connects-per-minute',
      'new connections a minute from',
      defaults.connectsPerMinute,
    ),
    perAddress('--hellos-per-minute', 'hellos a minute from', defaults.hellosPerMinute),
    perAddress('--http-per-minute', 'requests over HTTP a minute from', defaults.httpPerMinute),
  ].map((each) => each.reloadable());
}

/** What the table says, where that is not 1. */
function costWords(): string {
  const costs = Object.entries(handlers).map(([kind, { cost }]) => [kind, cost] as const);
  const notable = costs.filter(([, cost]) => cost !== 1);
  return `${notable.map((each) => each.join('=')).join(', ')}, else 1`;
}

function perAddress(name: string, what: string, value: number): KeyedOption {
  const about = `${what} one other machine; 0: no limit`;
  return option(`${name} <number>`, about, value, whole(0, most));
}

export function ratesOf({ rate, cost, ...counts }: RateFlags): Partial<Settings> {
  return {
    maxRequestsPerSecond: counts.maxRequestsPerSecond,
    maxConnections: counts.maxConnections,
    maxConnectionsPerAddress: counts.maxConnectionsPerAddress,
    connectsPerMinute: counts.connectsPerMinute,
    hellosPerMinute: counts.hellosPerMinute,
    httpPerMinute: counts.httpPerMinute,
    messagesPerSecond: rate,
    burst: Math.max(1, rate * (defaultSettings.burst / defaultSettings.messagesPerSecond)),
    costs: cost,
  };
}

/** Several options, or one with commas: the environment has one only. */
function costIn(
  text: string,
  before: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return { ...before, ...Object.fromEntries(text.split(',').map((each) => oneCost(each.trim()))) };
}

function oneCost(text: string): readonly [string, number] {
  const [, kind = '', number = ''] = /^([a-z]+)=(\d{1,6}(?:\.\d{1,3})?)$/.exec(text) ?? [];
  if (Object.hasOwn(handlers, kind)) return [kind, Number(number)];
  const kinds = Object.keys(handlers).join(', ');
  throw new InvalidArgumentError(`Give KIND=NUMBER, like search=10; the kinds are ${kinds}.`);
}
