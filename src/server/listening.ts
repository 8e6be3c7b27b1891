// Where a server listens: its ports, its Unix socket, which stays to be found, and the file that tells of them.
import type { AddressInfo, Server } from 'node:net';
import { resolve } from 'node:path';
import { type About, checkAboutFile, removeAboutFile, writeAboutFile } from './about-file.ts';
import type { Door } from './net/door.ts';
import { clearSocketPath, isSocketThere } from './net/socket-file.ts';
import type { ServerOptions } from './server-options.ts';

export interface ListeningParts {
  readonly door: Pick<Door, 'listen'>;
  /** The real path of the log, whose lock is held meanwhile. */
  readonly logPath: string;
  readonly hasTls: boolean;
}

export class Listening {
  readonly #options: ServerOptions;
  readonly #parts: ListeningParts;
  #port: Server | undefined;
  #webPort: Server | undefined;
  #socket: Server | undefined;
  #hasTold = false;
  #isMending = false;
  #isClosed = false;

  constructor(options: ServerOptions, parts: ListeningParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** Rejects with the system's error, or with a `SocketFileError`. */
  async open(): Promise<void> {
    const { host, port, socketPath, web = {} } = this.#options;
    const { door } = this.#parts;
    const own = web ? web.port : undefined;
    const offers = { lines: true, web: web !== false && own === undefined };
    if (socketPath !== undefined) await clearSocketPath(socketPath);
    if (port !== undefined) this.#port = await door.listen({ host, port }, offers);
    if (own !== undefined) {
      const second = door.listen({ host, port: own }, { lines: false, web: true });
      this.#webPort = await second.catch((error: Error) => {
        throw Object.assign(error, { isWebPort: true });
      });
    }
    if (socketPath !== undefined) await this.#openSocket(socketPath);
    else await this.#tell();
  }

  /**
   * Called about once a second. A folder of the system's may go with a person's last login, and come back
   * with the next: then the socket is made again.
   */
  async check(): Promise<void> {
    const { socketPath } = this.#options;
    if (socketPath === undefined || this.#isMending) return;
    this.#isMending = true;
    try {
      if (await isSocketThere(socketPath)) return;
      await clearSocketPath(socketPath);
      if (this.#isClosed) return;
      // First, as it takes the file of that path with it.
      this.#socket?.close();
      await this.#openSocket(socketPath);
    } catch {
      // Not yet: it is tried again.
    } finally {
      this.#isMending = false;
    }
  }

  /** The file of the socket goes too; to be called while the log's lock keeps another server away. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const server of [this.#socket, this.#port, this.#webPort]) server?.close();
    const { aboutPath } = this.#options;
    if (aboutPath !== undefined && this.#hasTold) await removeAboutFile(aboutPath);
  }

  /** Of the port, or of the web's own where there is no other; 0 where there is neither. */
  get port(): number {
    const { port } = ((this.#port ?? this.#webPort)?.address() ?? { port: 0 }) as AddressInfo;
    return port;
  }

  /** `HOST:PORT`, with brackets around an IPv6 host; the path of the socket where there is no port. */
  get address(): string {
    return this.#port ? hostAndPort(this.#port) : (this.#options.socketPath ?? '');
  }

  /** `HOST:PORT` for browsers, where there is a web at a port. */
  get webAddress(): string | undefined {
    const { web } = this.#options;
    const server = this.#webPort ?? this.#port;
    return web === false ? undefined : server && hostAndPort(server);
  }

  /** What a browser opens, with the key that it wants. */
  get page(): string | undefined {
    const { web = {} } = this.#options;
    const { webAddress } = this;
    if (!web || webAddress === undefined) return undefined;
    const key = web.key === undefined ? '' : `?key=${encodeURIComponent(web.key)}`;
    return `http${this.#parts.hasTls ? 's' : ''}://${webAddress}${web.prefix ?? ''}/${key}`;
  }

  /** Who finds somebody at the socket can rely on what the file says, so it is written before. */
  async #openSocket(path: string): Promise<void> {
    await this.#tell();
    if (this.#isClosed) return;
    const offers = { lines: true, web: this.#options.web !== false };
    this.#socket = await this.#parts.door.listen({ path }, offers);
    if (this.#isClosed) this.#socket.close();
  }

  async #tell(): Promise<void> {
    const { aboutPath, version, socketPath } = this.#options;
    if (aboutPath === undefined) return;
    const about: About = {
      pid: process.pid,
      version,
      log: this.#parts.logPath,
      socket: socketPath === undefined ? undefined : resolve(socketPath),
      address: this.#port && hostAndPort(this.#port),
      page: this.page,
    };
    if (!this.#hasTold) await checkAboutFile(aboutPath);
    this.#hasTold = true;
    await writeAboutFile(aboutPath, about);
  }
}

function hostAndPort(listening: Server): string {
  const { address, family, port } = listening.address() as AddressInfo;
  return family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
}
