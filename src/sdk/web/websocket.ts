// The way to a server over a WebSocket, in browsers and wherever else there is one.
import { limits } from '../../protocol/index.ts';
import { isLoopbackHost } from '../loopback.ts';
import type { Link, Transport, TransportHandlers } from '../transport.ts';
import { Turns } from './turns.ts';

/** Bytes that may wait to be sent: far more than a live connection has under way. */
const maxBufferedBytes = 1024 * 1024;

/** @param url its `ws:` or `wss:` address, such as `ws://localhost:7000/ws` */
export function webSocketTransport(url: string | URL): Transport {
  const { host: address, hostname, protocol } = new URL(url);
  const isPrivate = protocol === 'wss:' || isLoopbackHost(hostname);
  return { address, isPrivate, open: (handlers) => new WebSocketLink(url, address, handlers) };
}

/** The server's `/ws` beside the page of that address, also where both lie under a prefix. */
export function webSocketUrl(page: string): URL {
  const url = new URL('ws', page);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  url.search = '';
  return url;
}

class WebSocketLink implements Link {
  readonly #handlers: TransportHandlers;
  readonly #address: string;
  readonly #socket: WebSocket | undefined;
  readonly #turns: Turns;
  #isOpen = false;
  #isOver = false;

  constructor(url: string | URL, address: string, handlers: TransportHandlers) {
    this.#handlers = handlers;
    this.#address = address;
    this.#turns = new Turns((lines) => handlers.onLines(lines));
    this.#socket = this.#connect(url);
    // In Node there is no page. A page that is left, or put aside by the browser to come back to, has no
    // use for a link; if it comes back, so does the client.
    globalThis.addEventListener?.('pagehide', this.#left);
  }

  send(line: string): void {
    if (this.#isOver || !this.#socket) return;
    const text = line.replace(/\n$/, '');
    if (this.#socket.bufferedAmount + text.length <= maxBufferedBytes) this.#socket.send(text);
    else this.#failSoon('The server does not read what it is sent.');
  }

  close(): void {
    this.#end();
    this.#socket?.close();
  }

  /** @returns undefined where the browser does not even try */
  #connect(url: string | URL): WebSocket | undefined {
    try {
      const socket = new WebSocket(url);
      socket.binaryType = 'arraybuffer';
      socket.onopen = () => this.#opened();
      socket.onmessage = ({ data }) => this.#received(data);
      // Of what the page's own policy forbids, Chromium tells no close.
      socket.onerror = () => this.#isOpen || this.#fail(closeWords(1006, '', false));
      socket.onclose = ({ code, reason }) => this.#fail(closeWords(code, reason, this.#isOpen));
      return socket;
    } catch {
      this.#failSoon('The browser does not allow this connection.');
      return undefined;
    }
  }

  #opened(): void {
    if (this.#isOver) return;
    this.#isOpen = true;
    this.#handlers.onOpen();
  }

  /** What is no line, or too long for one, is left out: what the room then misses is asked for. */
  #received(data: unknown): void {
    if (this.#isOver || typeof data !== 'string') return;
    if (data.length <= limits.maxReplyLineBytes) this.#turns.add(data);
  }

  readonly #left = (): void => {
    this.#socket?.close();
    this.#fail('The page was left.');
  };

  /** Not in the middle of what one is doing: a link ends after `open`, and not within `send`. */
  #failSoon(why: string): void {
    queueMicrotask(() => {
      this.#socket?.close();
      this.#fail(why);
    });
  }

  #fail(why: string): void {
    if (this.#isOver) return;
    this.#turns.flush();
    // What was in these lines may have closed the link.
    if (this.#isOver) return;
    this.#end();
    this.#handlers.onClose(`${why} (${this.#address})`);
  }

  #end(): void {
    this.#isOver = true;
    this.#turns.end();
    globalThis.removeEventListener?.('pagehide', this.#left);
  }
}

/** Of a connection that never came about, a browser tells no page why. */
function closeWords(code: number, reason: string, wasOpen: boolean): string {
  if (!wasOpen) return 'The server can’t be reached.';
  const words = codeWords[code] ?? 'The connection was cut.';
  return /^[\x20-\x7e]+$/.test(reason) ? `${words.replace(/\.$/, '')}: ${reason}.` : words;
}

/** By RFC 6455, 7.4.1. */
const codeWords: Readonly<Record<number, string>> = {
  1000: 'The server closed the connection.',
  1001: 'The server is going down.',
  1008: 'The server does not allow this connection.',
  1009: 'What was sent was too long for the server.',
  1011: 'Something went wrong in the server.',
  1012: 'The server is starting again.',
  1013: 'The server has too much to do: it is tried again later.',
};
