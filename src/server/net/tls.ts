// TLS: the certificate, and handshakes on sockets that somebody else has accepted.
import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { createSecureContext, createServer, type Server, type TLSSocket } from 'node:tls';

export interface TlsFiles {
  readonly certPath: string;
  readonly keyPath: string;
}

/** Says which file is wrong, and what to do. */
export class TlsError extends Error {}

interface Pair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

export class Tls {
  readonly #files: TlsFiles;
  readonly #handshakeTimeoutMs: number;
  readonly #gates: Server[] = [];
  #pair: Pair;

  private constructor(files: TlsFiles, handshakeTimeoutMs: number, pair: Pair) {
    this.#files = files;
    this.#handshakeTimeoutMs = handshakeTimeoutMs;
    this.#pair = pair;
  }

  /** Rejects with a `TlsError` where certificate or key can't be had. */
  static async open(files: TlsFiles, handshakeTimeoutMs: number): Promise<Tls> {
    return new Tls(files, handshakeTimeoutMs, await readPair(files));
  }

  /**
   * For one port: takes sockets that began a handshake, hands on those that complete it in time.
   * Made once for a port, as it stays until the end.
   */
  gate(onSecure: (socket: TLSSocket) => void): (socket: Socket, first: Buffer) => void {
    const server = createServer({
      ...this.#pair,
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
    this.#pair = await readPair(this.#files);
    for (const gate of this.#gates) gate.setSecureContext(this.#pair);
  }
}

async function readPair({ certPath, keyPath }: TlsFiles): Promise<Pair> {
  const [cert, key] = await Promise.all([
    readOne(certPath, 'certificate', '--tls-cert'),
    readOne(keyPath, 'key', '--tls-key'),
  ]);
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const why = (error as Error).message;
    throw new TlsError(
      `${certPath} and ${keyPath} are no certificate and its key, both PEM (${why}): check --tls-cert and --tls-key`,
    );
  }
  return { cert, key };
}

async function readOne(path: string, what: string, option: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code;
    throw new TlsError(`the ${what} ${path} cannot be read (${why}): check ${option}`);
  }
}
