// The way to the server that a program was given: by its address, with what it is to be trusted by.
import { ChatError } from '../chat/chat-error.ts';
import { isLoopbackHost } from '../loopback.ts';
import type { Transport } from '../transport.ts';
import { webSocketTransport, webSocketUrl } from '../web/websocket.ts';
import { parseAddress, parsePage } from './address.ts';
import { tcpTransport } from './tcp.ts';

/** Where the server is, and how it shows who it is. */
export interface ServerOptions {
  /**
   * `HOST`, `HOST:PORT`, `[IPV6]:PORT`, or the address of its page, `https://…`. Without one that of the
   * environment (`PARTYLINE_SERVER`), else the server of this machine.
   */
  readonly server?: string;
}

const defaultPort = 7000;

/** @throws `bad-address` */
export function serverTransport({ server }: ServerOptions): Transport {
  const { PARTYLINE_SERVER, PARTYLINE_HOST = '127.0.0.1', PARTYLINE_PORT } = process.env;
  const found = server ?? PARTYLINE_SERVER;
  const written = found ?? `${PARTYLINE_HOST}:${PARTYLINE_PORT ?? defaultPort}`;
  const page = parsePage(written);
  if (page) return webSocketTransport(webSocketUrl(page.href));
  const address = parseAddress(written);
  if (!address) throw new ChatError('bad-address', `This is no address of a server: ${written}`);
  const { host, port = defaultPort } = address;
  if (!isLoopbackHost(host)) throw new ChatError('untrusted', 'TLS comes with the next version.');
  return tcpTransport(host, port);
}
