// The options of chat-server about encryption: with which certificate, and who may do without.
import { type KeyedOption, option, something, switchOption } from '../command-line/option.ts';
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

export function tlsOptions(): readonly KeyedOption[] {
  return [
    option<string | undefined>(
      '--tls <way>',
      'auto: with a certificate that it makes itself, beside the log; off: without TLS (default)',
      undefined,
    )
      .choices(['off', 'auto'])
      .insteadOf('tls_cert', 'tls_key'),
    option(
      '--tls-cert <file>',
      'certificate (PEM, with its chain): TLS',
      undefined,
      something,
    ).insteadOf('tls'),
    option('--tls-key <file>', 'its private key (PEM)', undefined, something).insteadOf('tls'),
    switchOption(
      '--insecure',
      'answer plain text from other machines too: anybody between can read along',
    ),
  ];
}

/** @returns a sentence where the options do not go together */
export function readTlsFlags({ tls, tlsCert, tlsKey, insecure }: TlsFlags): TlsConfig | string {
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    return 'give both --tls-cert and --tls-key, or neither';
  }
  const isInsecure = insecure === true;
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
