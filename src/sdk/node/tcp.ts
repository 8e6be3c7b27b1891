// The way to a server over TCP.
import { connect } from 'node:net';
import { isLoopbackHost } from '../loopback.ts';
import type { Transport } from '../transport.ts';
import { closeWords, openSocketLink } from './socket-link.ts';

/** @param host a name or an address, IPv6 without brackets */
export function tcpTransport(host: string, port: number): Transport {
  const address = hostAndPort(host, port);
  return {
    address,
    isPrivate: isLoopbackHost(host),
    open: (handlers) =>
      openSocketLink(
        {
          socket: connect({ host, port, noDelay: true }),
          opened: 'connect',
          whyClosed: (error) => ({ why: closeWords(error, address) }),
        },
        handlers,
      ),
  };
}

/** As people write it. */
export function hostAndPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
