// What the web server answers: a table of routes, each with what one is told of who asks.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** A GET or HEAD whose Host, origin and size are in order; or a POST, to a route that takes one, whose size is not looked at. */
export interface Asked {
  /** The path has lost its prefix; the host is not to be looked at. */
  readonly url: URL;
  /** Of the person's machine, as far as a trusted proxy tells it. */
  readonly address: string;
  /** The person sits at this machine: no proxy stands between. */
  readonly isLoopback: boolean;
  readonly headers: IncomingHttpHeaders;
}

/**
 * One page, or many of one kind.
 * - What every answer bears (security headers) is set already.
 * - HEAD comes here too: Node leaves the body out.
 * - Who throws, or rejects, gets 500.
 * - An answer that stands still is cut (`stillMs`): who waits for what has yet to be said calls
 *   `response.setTimeout(0)`, and sees to it that somebody still reads.
 */
export interface Route {
  /** A string is the whole path. */
  readonly path: RegExp | string;
  /** It is posted to as well: method and body are its own to look at. */
  readonly takesPosts?: true;
  /** It is there for the server's owner alone: at a Unix socket, with no proxy between. */
  readonly isOwners?: true;
  handle(asked: Asked, request: IncomingMessage, response: ServerResponse): void | Promise<void>;
}

export function isAt({ path }: Route, pathname: string): boolean {
  return typeof path === 'string' ? path === pathname : path.test(pathname);
}

/** A plain answer of one sentence. */
export function answer(response: ServerResponse, status: number, sentence: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.end(`${sentence}\n`);
}
