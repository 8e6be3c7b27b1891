// What the web server answers: a table of routes, each with what one is told of who asks.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** A GET or HEAD whose Host, origin and size are in order. */
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
  handle(asked: Asked, request: IncomingMessage, response: ServerResponse): void | Promise<void>;
}

/** A plain answer of one sentence. */
export function answer(response: ServerResponse, status: number, sentence: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.end(`${sentence}\n`);
}
