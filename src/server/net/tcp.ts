// The TCP port: who may come in, and how many.
import { createServer, type Server, type Socket } from 'node:net';
import { encode, type Refusal, refuse } from '../../protocol/index.ts';
import type { Settings } from '../core/settings.ts';
import { Connection } from './connection.ts';
import type { Turn } from './outbox.ts';

const full = refuse('too-many', 'The server is full: try again later.');
const fullAddress = refuse('too-many', 'Too many connections from your address: close some.');

/** Every open connection, counted by address. */
export class Door {
  readonly #turn: Turn;
  readonly #settings: Settings;
  readonly #now: () => number;
  readonly #onConnection: (connection: Connection) => void;
  readonly #open = new Set<Connection>();
  readonly #byAddress = new Map<string, number>();

  constructor(
    turn: Turn,
    settings: Settings,
    now: () => number,
    onConnection: (connection: Connection) => void,
  ) {
    this.#turn = turn;
    this.#settings = settings;
    this.#now = now;
    this.#onConnection = onConnection;
  }

  get connections(): ReadonlySet<Connection> {
    return this.#open;
  }

  /** Listens. Rejects with the system's error where the address can't be had. */
  listen(host: string, port: number): Promise<Server> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      this.#enter(socket);
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, backlog: 4096 }, () => {
        server.off('error', reject);
        // From here on an error concerns one connection that could not be accepted.
        server.on('error', () => {});
        resolve(server);
      });
    });
  }

  #enter(socket: Socket): void {
    const connection = new Connection(socket, this.#turn, this.#settings, this.#now());
    const refusal = this.#check(connection);
    if (refusal) {
      socket.on('error', () => {});
      connection.push(encode({ type: 'error', ...refusal }));
      connection.end('refused');
      return;
    }
    socket.setKeepAlive(true, this.#settings.idleAfterMs);
    this.#count(connection, 1);
    this.#open.add(connection);
    socket.once('close', () => {
      this.#open.delete(connection);
      this.#count(connection, -1);
    });
    this.#onConnection(connection);
  }

  #check({ address, isLoopback }: Connection): Refusal | undefined {
    const { maxConnections, maxConnectionsPerAddress } = this.#settings;
    if (this.#open.size >= maxConnections) return full;
    if (isLoopback || maxConnectionsPerAddress === 0) return undefined;
    const isFull = (this.#byAddress.get(address) ?? 0) >= maxConnectionsPerAddress;
    return isFull ? fullAddress : undefined;
  }

  #count({ address }: Connection, change: 1 | -1): void {
    const count = (this.#byAddress.get(address) ?? 0) + change;
    if (count === 0) this.#byAddress.delete(address);
    else this.#byAddress.set(address, count);
  }
}
