// A server's certificate as a client sees it: what it is called, and whether an authority vouches for it.
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import {
  type ConnectionOptions,
  createSecureContext,
  getCACertificates,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';

export interface SeenCertificate {
  /** As ssh and our server write it: `SHA256:` and base64. */
  readonly fingerprint: string;
  /** An authority that this machine trusts says that it is of the host that was asked for. */
  readonly isVerified: boolean;
}

/** Of a socket that has shaken hands. */
export function seenCertificate(socket: TLSSocket): SeenCertificate {
  const raw = socket.getPeerX509Certificate()?.raw ?? new Uint8Array();
  const digest = createHash('sha256').update(raw).digest('base64').replace(/=+$/, '');
  return { fingerprint: `SHA256:${digest}`, isVerified: socket.authorized };
}

/** For a handshake that anybody may complete: who it was is looked at before anything is said. */
export function handshakeOptions(
  host: string,
  port: number,
  secureContext: SecureContext,
): ConnectionOptions {
  // An address is no name to ask for.
  const name = isIP(host) === 0 ? { servername: host } : {};
  return { host, port, ...name, rejectUnauthorized: false, secureContext };
}

/**
 * Those authorities that Node trusts by itself and by the environment, and those of the system. To be made once,
 * as it takes a tenth of a second.
 * @param more trusted beside those, in PEM
 */
export function trustedAuthorities(more: readonly string[] = []): SecureContext {
  const ca = [...new Set([...getCACertificates('default'), ...systemAuthorities(), ...more])];
  return createSecureContext({ ca });
}

function systemAuthorities(): readonly string[] {
  try {
    return getCACertificates('system');
  } catch {
    return [];
  }
}
