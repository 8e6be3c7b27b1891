// The options of chat-server that are about the web, and what they come to.
import { InvalidArgumentError } from 'commander';
import {
  type KeyedOption,
  option,
  something,
  switchOption,
  whole,
} from '../command-line/option.ts';
import type { WebOptions } from './web/open-web.ts';
import { isProxyAddress } from './web/proxies.ts';
import { readTokenFile } from './web/token-file.ts';

export interface WebFlags {
  web: boolean;
  webPort?: number;
  trustProxy: readonly string[];
  pathPrefix: string;
  origin: readonly URL[];
  metricsTokenFile?: string;
  webKeyFile?: string;
}

export interface WebConfig {
  readonly web: WebOptions | false;
  /** Also where there is no web: one may hand on lines alone. */
  readonly proxies: readonly string[];
}

export function webOptions(): readonly KeyedOption[] {
  return [
    switchOption('--no-web', 'lines only: no page, no WebSocket').insteadOf('web_port'),
    option(
      '--web-port <number>',
      'a port of its own for the web; 0 picks one',
      undefined,
      whole(0, 65_535),
    ).insteadOf('no_web'),
    option(
      '--origin <url>',
      'URL that people open, where a proxy stands before this (repeatable)',
      [],
      listOf(originIn),
    ).reloadable(),
    option(
      '--trust-proxy <address>',
      'proxy that is believed when it names the client: IP address, network, or loopback (repeatable)',
      [],
      listOf(proxyIn),
    ).reloadable(),
    option(
      '--path-prefix <path>',
      'path under which a proxy has the web, like /chat',
      '',
      prefixIn,
    ),
    option(
      '--metrics-token-file <file>',
      'who bears the token in it may read /metrics; without, only this machine may',
      undefined,
      something,
    ).reloadable(),
    option(
      '--web-key-file <file>',
      'who comes to the web by a port needs the key in it, once: /?key=KEY',
      undefined,
      something,
    ),
  ];
}

/** @returns a sentence where the options do not go together */
export function readWebFlags(flags: WebFlags): WebConfig | string {
  if (!flags.web && flags.webPort !== undefined) {
    return 'give --web-port or --no-web, not both';
  }
  const token = flags.metricsTokenFile ? readTokenFile(flags.metricsTokenFile) : undefined;
  if (token && 'problem' in token) return token.problem;
  const key = flags.webKeyFile ? readTokenFile(flags.webKeyFile) : undefined;
  if (key && 'problem' in key) return key.problem;
  const web = {
    port: flags.webPort,
    prefix: flags.pathPrefix,
    origins: flags.origin,
    metricsToken: token?.token,
    key: key?.token,
  };
  return { web: flags.web && web, proxies: flags.trustProxy };
}

/** Several options, or one with commas: the environment has one only. */
function listOf<Value>(read: (text: string) => Value) {
  return (text: string, before: readonly Value[]): readonly Value[] => [
    ...before,
    ...text.split(',').map((each) => read(each.trim())),
  ];
}

function originIn(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === '') return url;
  throw new InvalidArgumentError('Give a URL with its scheme, like https://chat.example.com.');
}

function proxyIn(text: string): string {
  if (isProxyAddress(text)) return text;
  throw new InvalidArgumentError('Give an IP address, a network like 10.0.0.0/8, or loopback.');
}

function prefixIn(text: string): string {
  const path = text.replace(/\/+$/, '');
  if (/^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$/.test(path)) return path;
  throw new InvalidArgumentError('Give a path that begins with a slash, like /chat.');
}
