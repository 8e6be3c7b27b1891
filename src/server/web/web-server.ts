// HTTP on sockets that somebody else has accepted: bounded in size and time, answered by a table of routes.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ErrorCode, Refusal } from '../../protocol/index.ts';
import type { AddressRates } from '../core/address-rates.ts';
import type { Origin } from '../core/session.ts';
import type { WebDesk } from '../net/door.ts';
import { type Denial, deny, retryAfter } from './denial.ts';
import { admit, type EntranceRules, isDenial, isForeignPart } from './entrance.ts';
import type { WebLimits } from './limits.ts';
import { answerRaw } from './raw-answer.ts';
import { type Asked, answer, isAt, type Route } from './route.ts';
import { securityHeaders } from './security-headers.ts';
import type { Upgrade } from './upgrade.ts';
import type { WebKey } from './web-key.ts';

export interface WebParts extends EntranceRules {
  readonly limits: WebLimits;
  /** The first whose path fits answers. */
  readonly routes: readonly Route[];
  /** A socket that is to become a WebSocket. */
  readonly upgrade: Upgrade;
  /** Asked of all but those at a Unix socket. */
  readonly key?: WebKey | undefined;
  readonly rates: AddressRates;
  readonly now: () => number;
  readonly onRefused: (code: ErrorCode, origin: Origin) => void;
}

export class WebServer implements WebDesk {
  readonly #parts: WebParts;
  readonly #server: Server;
  /** Those whom the system let in as the server's owner. */
  readonly #owners = new WeakSet<Socket>();
  /** How often each has not waited for its answer. */
  readonly #impatient = new WeakMap<Socket, number>();

  constructor(parts: WebParts) {
    this.#parts = parts;
    const { limits } = parts;
    const server = createServer({
      maxHeaderSize: limits.maxHeaderBytes,
      headersTimeout: limits.requestMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      // Some ask for HTTP/2 in this way; they get what they asked for in HTTP/1.1.
      shouldUpgradeCallback: (request) => request.headers.upgrade?.toLowerCase() === 'websocket',
    });
    server.maxHeadersCount = limits.maxHeaders;
    server.maxRequestsPerSocket = limits.maxRequestsPerSocket;
    server.timeout = limits.stillMs;
    const hear = (request: IncomingMessage, response: ServerResponse) => {
      void this.#hear(request, response);
    };
    server.on('request', hear).on('checkContinue', hear).on('checkExpectation', hear);
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    server.on('connect', (_request, socket) => answerRaw(socket, 405, 'Not answered here.', allow));
    server.on('clientError', answerNonsense);
    // It never listens itself, and without this would never look at the time that requests take.
    server.emit('listening');
    this.#server = server;
  }

  take(socket: Socket, isOwners: boolean): void {
    if (isOwners) this.#owners.add(socket);
    this.#server.emit('connection', socket);
  }

  refuse(socket: Socket, refusal: Refusal): void {
    const { code, message, retryAfterMs = fullMs } = refusal;
    answerRaw(socket, code === 'rate-limited' ? 429 : 503, message, retryAfter(retryAfterMs));
  }

  /** Those who wait for nothing are closed; the others when they have their answer. */
  stop(): void {
    this.#server.close();
  }

  /** At once, answer or not. */
  destroy(): void {
    this.#server.closeAllConnections();
  }

  async #hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#isFlood(request, response)) return;
    for (const [name, value] of securityHeaders) response.setHeader(name, value);
    const asked = this.#admit(request);
    if (isDenial(asked)) return turnAway(response, asked);
    if (isForeignPart(request)) return turnAway(response, foreign);
    try {
      await this.#routeOf(asked, request).handle(asked, request, response);
    } catch {
      if (response.headersSent) response.destroy();
      else answer(response, 500, 'That went wrong here: try again later.');
    }
  }

  /**
   * Asked before the answer to what it asked last: hardly anybody does that, and never often. Each of
   * the thousand requests that one read brings would be answered before anybody else is heard.
   */
  #isFlood({ socket }: IncomingMessage, response: ServerResponse): boolean {
    // It gets the socket when it is its turn.
    if (response.socket === null) {
      const count = (this.#impatient.get(socket) ?? 0) + 1;
      this.#impatient.set(socket, count);
      if (count > this.#parts.limits.maxPipelined) socket.destroy();
    }
    return socket.destroyed;
  }

  #admit(request: IncomingMessage): Asked | Denial {
    const { proxies, rates, now, onRefused } = this.#parts;
    const origin = proxies.originOf(request.socket.remoteAddress, request.headers);
    const waitMs = rates.take(origin, now());
    const outcome = waitMs > 0 ? tooOften(waitMs) : this.#admitKnown(request);
    if (isDenial(outcome) && outcome.code) onRefused(outcome.code, origin);
    return outcome;
  }

  #admitKnown(request: IncomingMessage): Asked | Denial {
    const { key } = this.#parts;
    const asked = admit(request, this.#parts);
    if (isDenial(asked) || key === undefined || this.#owners.has(request.socket)) return asked;
    return key.deny(asked, request) ?? asked;
  }

  #routeOf({ url, isLoopback }: Asked, { socket }: IncomingMessage): Route {
    const isOwner = isLoopback && this.#owners.has(socket);
    const routes = this.#parts.routes.filter(({ isOwners }) => isOwner || isOwners !== true);
    return routes.find((route) => isAt(route, url.pathname)) ?? nowhere;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const asked = this.#admit(request);
    if (isDenial(asked)) answerRaw(socket, asked.status, asked.sentence, asked.headers);
    // What is told to be a Duplex is the socket that was handed over.
    else this.#parts.upgrade(asked, request, socket as Socket, head);
  }
}

function tooOften(waitMs: number): Denial {
  const sentence = 'Too many requests from your address in a minute: wait a moment.';
  return { ...deny(429, sentence, retryAfter(waitMs)), code: 'rate-limited' };
}

/** When there may be a place again. */
const fullMs = 60_000;

const allow = { Allow: 'GET, HEAD' };
const foreign: Denial = { status: 403, sentence: 'Pages of other sites get nothing here.' };

const nowhere: Route = {
  path: /^/,
  handle: (_asked, _request, response) => answer(response, 404, 'There is nothing here.'),
};

/** Whoever asks like this is not waited for: the connection ends with the answer. */
function turnAway(response: ServerResponse, { status, sentence, headers = {} }: Denial): void {
  response.setHeader('Connection', 'close');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  answer(response, status, sentence);
}

/** What is no HTTP, too long or too slow. */
function answerNonsense(error: NodeJS.ErrnoException, socket: Duplex): void {
  const known: Readonly<Record<string, readonly [number, string]>> = {
    HPE_HEADER_OVERFLOW: [431, 'The headers are too long.'],
    ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long.'],
  };
  const [status, sentence] = known[error.code ?? ''] ?? [400, 'That is no HTTP.'];
  // Half an answer may be out already, and nobody is told two.
  const hasBegun = 'bytesWritten' in socket && socket.bytesWritten !== 0;
  if (!socket.writable || hasBegun || error.code === 'ECONNRESET') socket.destroy();
  else answerRaw(socket, status, sentence);
}
