// TLS: the certificate, and handshakes on sockets that somebody else has accepted.
import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { createSecureContext, createServer, type Server, type TLSSocket } from 'node:tls';

export interface TlsFiles {
  readonly certPath: string;
  readonly keyPath: string;
  /** The server made them itself: nobody renews them, and no option names them. */
  readonly isOwn?: true;
}

/** What the operator can tell people of a certificate. */
export interface Identity {
  /** As ssh writes it: `SHA256:` and base64. */
  readonly fingerprint: string;
  /** ISO 8601. */
  readonly until: string;
}

/** What an operator can do where the server's own pair is of no use any more. */
export const startAnew =
  'delete both and start again for a new certificate, which clients then warn of';

/** Says which file is wrong, and what to do. */
export class TlsError extends Error {}

interface Pair {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly identity: Identity;
}

export class Tls {
  readonly #files: TlsFiles;
  readonly #handshakeTimeoutMs: number;
  readonly #now: () => number;
  readonly #gates: Server[] = [];
  #pair: Pair;

  private constructor(files: TlsFiles, handshakeTimeoutMs: number, now: () => number, pair: Pair) {
    this.#files = files;
    this.#handshakeTimeoutMs = handshakeTimeoutMs;
    this.#now = now;
    this.#pair = pair;
  }

  /** Rejects with a `TlsError` where certificate or key can't be had. */
  static async open(
    files: TlsFiles,
    handshakeTimeoutMs: number,
    now: () => number = Date.now,
  ): Promise<Tls> {
    return new Tls(files, handshakeTimeoutMs, now, await readPair(files, now()));
  }

  get identity(): Identity {
    return this.#pair.identity;
  }

  /**
   * For one port: takes sockets that began a handshake, hands on those that complete it in time.
   * Made once for a port, as it stays until the end.
   */
  gate(onSecure: (socket: TLSSocket) => void): (socket: Socket, first: Buffer) => void {
    const { cert, key } = this.#pair;
    const server = createServer({
      cert,
      key,
      handshakeTimeout: this.#handshakeTimeoutMs,
      // Unless both know one, a browser may try HTTP/2.
      ALPNProtocols: ['http/1.1'],
    });
    server.on('secureConnection', onSecure);
    server.on('tlsClientError', (_error, socket) => socket.destroy());
    this.#gates.push(server);
    return (socket, first) => {
      // It never listens: sockets come from the port that it shares.
      socket.pause();
      socket.unshift(first);
      server.emit('connection', socket);
    };
  }

  /** Takes certificate and key as they are now; where they are wrong, the old ones stay. */
  async reload(): Promise<void> {
    this.#pair = await readPair(this.#files, this.#now());
    const { cert, key } = this.#pair;
    for (const gate of this.#gates) gate.setSecureContext({ cert, key });
  }
}

async function readPair(files: TlsFiles, nowMs: number): Promise<Pair> {
  const { certPath, keyPath, isOwn } = files;
  const remedy = (option: string) => (isOwn ? `put it back, or ${startAnew}` : `check ${option}`);
  // One after the other: where both are missing, the first is told, not whichever answers first.
  const cert = await readOne(certPath, 'certificate', remedy('--tls-cert'));
  const key = await readOne(keyPath, 'key', remedy('--tls-key'));
  try {
    createSecureContext({ cert, key });
    return { cert, key, identity: identityOf(cert, files, nowMs) };
  } catch (error) {
    if (error instanceof TlsError) throw error;
    const why = (error as Error).message;
    const what = isOwn ? `put them back, or ${startAnew}` : 'check --tls-cert and --tls-key';
    throw new TlsError(
      `${certPath} and ${keyPath} are no certificate and its key, both PEM (${why}): ${what}`,
    );
  }
}

async function readOne(path: string, what: string, remedy: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code;
    throw new TlsError(`the ${what} ${path} cannot be read (${why}): ${remedy}`);
  }
}

function identityOf(cert: Buffer, { certPath, isOwn }: TlsFiles, nowMs: number): Identity {
  const { raw, validToDate } = new X509Certificate(cert);
  const until = validToDate.toISOString();
  // One that somebody renews may be about to be; this one nobody does.
  if (isOwn && validToDate.getTime() <= nowMs)
    throw new TlsError(`${certPath} has expired, on ${until.slice(0, 10)}: ${startAnew}`);
  return { fingerprint: fingerprintOf(raw), until };
}

/** @param der the certificate itself */
function fingerprintOf(der: Uint8Array): string {
  const digest = createHash('sha256').update(der).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}
