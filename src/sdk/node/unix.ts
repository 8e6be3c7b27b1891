// The way to a server over a Unix socket on this machine.
import { connect } from 'node:net';
import type { Transport } from '../transport.ts';
import { closeWords, openSocketLink } from './socket-link.ts';

/** @param address for people, and by which what is kept of the server is found */
export function unixTransport(path: string, address = `unix:${path}`): Transport {
  return {
    address,
    isPrivate: true,
    open: (handlers) =>
      openSocketLink(
        {
          socket: connect({ path }),
          opened: 'connect',
          whyClosed: (error) => ({ why: closeWords(error, address) }),
        },
        handlers,
      ),
  };
}
