// The way to a server over TLS; whether its certificate is the right one is asked of whoever made the client.
import { connect, type SecureContext } from 'node:tls';
import type { Transport } from '../transport.ts';
import {
  handshakeOptions,
  type SeenCertificate,
  seenCertificate,
  trustedAuthorities,
} from './certificate.ts';
import { type Closed, closeWords, openSocketLink } from './socket-link.ts';
import { hostAndPort } from './tcp.ts';

export interface Trust {
  /** Asked on every connection, before anything is said. @returns for people, why it is not to be trusted */
  whyNot(seen: SeenCertificate): string | undefined;
  /** The server has spoken TLS before. */
  hasMet(): boolean;
  /** Authorities that count beside those of this machine, in PEM. */
  readonly authorities?: readonly string[];
  /** What to do where a server speaks no TLS, for people. */
  readonly plainRemedy: string;
}

/**
 * Never falls back to plain text.
 * - Ends for good where the certificate is not trusted, and where there is no TLS.
 * @param host a name or an address, IPv6 without brackets
 */
export function tlsTransport(host: string, port: number, trust: Trust): Transport {
  const address = hostAndPort(host, port);
  let authorities: SecureContext | undefined;
  return {
    address,
    isPrivate: true,
    open(handlers) {
      authorities ??= trustedAuthorities(trust.authorities);
      const socket = connect(handshakeOptions(host, port, authorities));
      socket.setNoDelay(true);
      let hasReached = false;
      socket.once('connect', () => {
        hasReached = true;
      });
      return openSocketLink(
        {
          socket,
          opened: 'secureConnect',
          whyNot: () => trust.whyNot(seenCertificate(socket)),
          whyClosed: (error, wasOpen) => {
            if (wasOpen || !hasReached) return { why: closeWords(error, address) };
            return noHandshake(error, address, trust);
          },
        },
        handlers,
      );
    },
  };
}

/** Somebody is there, and does not shake hands. */
function noHandshake(
  error: NodeJS.ErrnoException | undefined,
  address: string,
  trust: Trust,
): Closed {
  const { code = '' } = error ?? {};
  if (code.endsWith(busyAlert)) return { why: `The server takes nobody in just now. (${address})` };
  // Cut off, or by somebody who does not say why: the next one may be heard.
  if (!code.startsWith('ERR_SSL_')) return { why: `The handshake was cut off. (${address})` };
  const before = trust.hasMet() ? ', where there was before: somebody may stand between' : '';
  return { why: `There is no TLS at ${address}${before}. ${trust.plainRemedy}`, isFinal: true };
}

/** How our server says that it is full. */
const busyAlert = 'ALERT_INTERNAL_ERROR';
