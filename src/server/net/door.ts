// The port: who may come in, how many, and to whom each is sent on by what it speaks.
import { createServer, type Server, type Socket } from 'node:net';
import { encode, type Refusal } from '../../protocol/index.ts';
import type { Origin } from '../core/session.ts';
import type { Settings } from '../core/settings.ts';
import { isLoopback, plainAddress } from './address.ts';
import { refuseHandshake } from './alert.ts';
import { Arrival, type OnTongue } from './arrival.ts';
import { Connection } from './connection.ts';
import type { Tongue } from './first-bytes.ts';
import { LineLink } from './line-link.ts';
import type { Link } from './link.ts';
import type { Turn } from './outbox.ts';
import { Places } from './places.ts';
import type { PlainText } from './plain-text.ts';
import { privately } from './socket-file.ts';
import type { Tls } from './tls.ts';

/** Where sockets go that speak HTTP. */
export interface WebDesk {
  /**
   * @param socket bears all that it said
   * @param isOwners came in at a Unix socket, which the system keeps for the server's owner
   */
  take(socket: Socket, isOwners: boolean): void;
  /** Tells it why it can't come in, and closes it. */
  refuse(socket: Socket, refusal: Refusal): void;
}

/** Where a server listens: a port, or the file of a Unix socket. */
export type Place = { readonly host: string; readonly port: number } | { readonly path: string };

/** What a port answers, beside TLS with the same inside it. */
export interface Offers {
  readonly lines: boolean;
  readonly web: boolean;
}

export interface DoorParts {
  readonly turn: Turn;
  readonly settings: Settings;
  readonly now: () => number;
  readonly onConnection: (connection: Connection) => void;
  readonly plainText: PlainText;
  /** Somebody does not come in. */
  readonly onRefused?: (refusal: Refusal, origin: Origin) => void;
  readonly web?: WebDesk | undefined;
  readonly tls?: Tls | undefined;
  /** A proxy stands for many: it is not bounded as one address. */
  readonly isProxy?: ((address: string) => boolean) | undefined;
}

/** Those whom there is no place for and who have yet to be told so; beyond, they are just closed. */
const maxRefused = 100;

export class Door {
  readonly #parts: DoorParts;
  readonly #places: Places;
  readonly #arrivals = new Set<Arrival>();
  readonly #open = new Set<Connection>();
  readonly #refused = new Set<Socket>();

  constructor(parts: DoorParts) {
    this.#parts = parts;
    this.#places = new Places(parts.settings);
  }

  /** The settings have changed. */
  reload(): void {
    this.#places.reload();
  }

  get connections(): ReadonlySet<Connection> {
    return this.#open;
  }

  /** Listens. Rejects with the system's error where the address can't be had. */
  listen(place: Place, offers: Offers): Promise<Server> {
    const isOwners = 'path' in place;
    const desk = this.#deskFor(offers, isOwners);
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      this.#enter(socket, desk);
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.once('listening', () => {
        server.off('error', reject);
        // From here on an error concerns one connection that could not be accepted.
        server.on('error', () => {});
        resolve(server);
      });
      const listen = () => server.listen({ ...place, backlog: 4096 });
      if (isOwners) privately(listen);
      else listen();
    });
  }

  /** A connection whose way of speaking is known, and whose socket came in here. */
  welcome(link: Link, origin: Origin): void {
    const { turn, settings, now, onConnection } = this.#parts;
    const connection = new Connection(link, origin, turn, settings, now);
    this.#open.add(connection);
    link.socket.once('close', () => this.#open.delete(connection));
    onConnection(connection);
  }

  /** Counts the socket as one from that address too. @returns why not, where there are too many */
  count(socket: Socket, origin: Origin): Refusal | undefined {
    const refusal = this.#places.enterFrom(origin, this.#parts.now());
    if (refusal) this.#parts.onRefused?.(refusal, origin);
    else socket.once('close', () => this.#places.leaveFrom(origin));
    return refusal;
  }

  /** Called about once a second: closes who has not said enough in time. */
  check(nowMs: number): void {
    for (const arrival of this.#arrivals) {
      if (!arrival.isOver(nowMs, this.#parts.settings.helloTimeoutMs)) continue;
      this.#arrivals.delete(arrival);
      arrival.socket.destroy();
    }
  }

  /** Those who are neither here nor there. */
  dropArrivals(): void {
    for (const { socket } of this.#arrivals) socket.destroy();
  }

  #deskFor({ lines, web }: Offers, isOwners: boolean): Desk {
    const { tls } = this.#parts;
    const take: Desk = {
      ...(lines && { line: (socket, first) => this.#welcomeLines(socket, first) }),
      ...(web && { http: (socket, first) => this.#handOver(socket, first, isOwners) }),
    };
    if (!tls) return { ...take, tls: (socket) => refuseHandshake(socket, 'no-tls') };
    // Its place was taken before the handshake; the time to speak begins anew.
    return { ...take, tls: tls.gate((socket) => this.#hear(socket, take)) };
  }

  #enter(socket: Socket, desk: Desk): void {
    const refusal = this.#findPlace(socket);
    if (!refusal) {
      const { plainText, settings } = this.#parts;
      socket.setKeepAlive(true, settings.idleAfterMs);
      this.#hear(socket, plainText.isRefused(socket) ? this.#overheard(desk) : desk);
    } else if (this.#refused.size >= maxRefused) socket.destroy();
    else {
      this.#refused.add(socket);
      socket.once('close', () => this.#refused.delete(socket));
      this.#hear(socket, this.#refusing(refusal, desk));
    }
  }

  #findPlace(socket: Socket): Refusal | undefined {
    const { isProxy: isOfProxy, now, onRefused } = this.#parts;
    const origin = originOf(socket);
    const refusal = this.#places.enter();
    if (refusal) {
      onRefused?.(refusal, origin);
      return refusal;
    }
    const isProxy = isOfProxy?.(origin.address) === true;
    const full = isProxy ? undefined : this.#places.enterFrom(origin, now());
    if (full) onRefused?.(full, origin);
    const leave = () => {
      this.#places.leave();
      if (!full && !isProxy) this.#places.leaveFrom(origin);
    };
    if (full) leave();
    else socket.once('close', leave);
    return full;
  }

  #hear(socket: Socket, desk: Desk): void {
    const onTongue: OnTongue = (arrival, tongue, first) => {
      this.#arrivals.delete(arrival);
      const take = tongue === 'nothing' ? undefined : desk[tongue];
      if (take) take(socket, first);
      else socket.destroy();
    };
    this.#arrivals.add(new Arrival(socket, this.#parts.now(), onTongue));
  }

  #welcomeLines(socket: Socket, first: Buffer): void {
    this.welcome(new LineLink(socket, first), originOf(socket));
  }

  #handOver(socket: Socket, first: Buffer, isOwners: boolean): void {
    // As if nobody had read: what is put back must not be told to a listener that is not there yet.
    socket.pause();
    socket.unshift(first);
    this.#parts.web?.take(socket, isOwners);
    socket.resume();
  }

  /** Each is told in its own way; inside TLS it would be a sentence, but a handshake is too dear for that. */
  #refusing(refusal: Refusal, desk: Desk): Desk {
    const { web } = this.#parts;
    return {
      ...(desk.line && { line: (socket, first) => this.#refuseLines(socket, first, refusal) }),
      ...(desk.http && { http: (socket) => web?.refuse(socket, refusal) }),
      tls: (socket) => refuseHandshake(socket, 'busy'),
    };
  }

  /** Of who comes in plain text from elsewhere; the web answers that itself, as it knows where to go instead. */
  #overheard(desk: Desk): Desk {
    if (!desk.line) return desk;
    const { onRefused, plainText } = this.#parts;
    const line: Take = (socket, first) => {
      onRefused?.(plainText.refusal, originOf(socket));
      this.#refuseLines(socket, first, plainText.refusal);
    };
    return { ...desk, line };
  }

  #refuseLines(socket: Socket, first: Buffer, refusal: Refusal): void {
    const { turn, settings, now } = this.#parts;
    const link = new LineLink(socket, first);
    const connection = new Connection(link, originOf(socket), turn, settings, now);
    connection.push(encode({ type: 'error', ...refusal }));
    connection.end('refused');
  }
}

/** Who takes a socket, by what it speaks. Who has nobody is closed, without an answer. */
type Desk = Partial<Record<Exclude<Tongue, 'nothing' | 'unclear'>, Take>>;
type Take = (socket: Socket, first: Buffer) => void;

function originOf(socket: Socket): Origin {
  const address = plainAddress(socket.remoteAddress);
  return { address, isLoopback: isLoopback(address) };
}
