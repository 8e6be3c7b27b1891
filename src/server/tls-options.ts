// The options of chat-server about encryption: with which certificate, and who may do without.
import { Option } from 'commander';
import { option, something } from '../command-line/option.ts';
import { isLoopbackHost } from './net/address.ts';
import type { TlsFiles } from './net/tls.ts';

export interface TlsFlags {
  tls?: 'off' | 'auto';
  tlsCert?: string;
  tlsKey?: string;
  insecure?: boolean;
}

export interface TlsConfig {
  readonly tls: TlsFiles | 'auto' | undefined;
  /** Plain text is answered wherever it comes from. */
  readonly isInsecure: boolean;
}

export function tlsOptions(): readonly Option[] {
  return [
    option<string | undefined>(
      '--tls <way>',
      'auto: with a certificate that it makes itself, beside the log; off: without TLS (default)',
      undefined,
    ).choices(['off', 'auto']),
    option('--tls-cert <file>', 'certificate (PEM, with its chain): TLS', undefined, something),
    option('--tls-key <file>', 'its private key (PEM)', undefined, something),
    // Not by the way of the others, which takes a variable that says 0 for a yes.
    new Option(
      '--insecure',
      'answer plain text from other machines too: anybody between can read along (env: PARTYLINE_INSECURE=1)',
    ),
  ];
}

/** What a variable may say without saying yes. */
const noes: ReadonlySet<string> = new Set(['', '0', 'off', 'no', 'false']);

/** @returns a sentence where the options do not go together */
export function readTlsFlags(
  { tls, tlsCert, tlsKey, insecure }: TlsFlags,
  env: Readonly<Record<string, string | undefined>> = process.env,
): TlsConfig | string {
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    return 'give both --tls-cert and --tls-key, or neither';
  }
  const isInsecure = insecure === true || !noes.has(env.PARTYLINE_INSECURE ?? '');
  if (tlsCert === undefined || tlsKey === undefined)
    return { tls: tls === 'auto' ? tls : undefined, isInsecure };
  if (tls !== undefined) return `give --tls ${tls}, or --tls-cert and --tls-key, not both`;
  return { tls: { certPath: tlsCert, keyPath: tlsKey }, isInsecure };
}

/** @returns a sentence where all that others said would be read by whoever is between */
export function whyTooOpen(
  host: string,
  { tls, isInsecure }: TlsConfig,
  hasProxies: boolean,
): string | undefined {
  if (isLoopbackHost(host) || tls !== undefined || isInsecure || hasProxies) return undefined;
  return `${host} is for other machines too, in plain text: give --tls auto (or --tls-cert and --tls-key), --trust-proxy for a proxy that speaks TLS, or --insecure`;
}
