// The way to a server over TCP.
import { connect, type Socket } from 'node:net';
import { type Line, LineSplitter, limits } from '../../protocol/index.ts';
import { isLoopbackHost } from '../loopback.ts';
import type { Link, Transport, TransportHandlers } from '../transport.ts';

/** A peer that does not read any more can't hold the farewell up for longer. */
const closeTimeoutMs = 1_000;

/** @param host a name or an address, IPv6 without brackets */
export function tcpTransport(host: string, port: number): Transport {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const open = (handlers: TransportHandlers) => openTcp(host, port, address, handlers);
  return { address, isPrivate: isLoopbackHost(host), open };
}

function openTcp(host: string, port: number, address: string, handlers: TransportHandlers): Link {
  const socket = connect({ host, port, noDelay: true });
  const splitter = new LineSplitter(limits.maxReplyLineBytes);
  let error: NodeJS.ErrnoException | undefined;
  let isOver = false;

  socket.on('connect', () => {
    if (!isOver) handlers.onOpen();
  });
  socket.on('data', (chunk) => {
    if (isOver) return;
    const lines = splitter.push(chunk).filter(isReadable);
    if (lines.length > 0) handlers.onLines(lines);
  });
  socket.on('error', (cause: NodeJS.ErrnoException) => {
    error = cause;
  });
  socket.on('close', () => {
    if (isOver) return;
    isOver = true;
    handlers.onClose(closeWords(error, address));
  });

  return {
    send(line) {
      if (!isOver) socket.write(line);
    },
    close() {
      if (isOver) return;
      isOver = true;
      farewell(socket);
    },
  };
}

function isReadable(line: Line): line is string {
  return typeof line === 'string';
}

function farewell(socket: Socket): void {
  if (socket.connecting) {
    socket.destroy();
    return;
  }
  // What still comes is read and thrown away until the server has ended too: unread, it would turn
  // the farewell into a reset, and one would count as lost.
  socket.resume();
  socket.end();
  const timer = setTimeout(() => socket.destroy(), closeTimeoutMs);
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
}

function closeWords(error: NodeJS.ErrnoException | undefined, address: string): string {
  const code = error?.code ?? '';
  const words = Object.hasOwn(errorWords, code) ? errorWords[code] : undefined;
  if (words !== undefined) return `${words} (${address})`;
  if (error) return `${error.message} (${address})`;
  return `The server closed the connection. (${address})`;
}

const errorWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'No server is listening there.',
  ENOTFOUND: 'There is no host of that name.',
  EAI_AGAIN: 'The name of the host could not be looked up.',
  EHOSTUNREACH: 'The host can’t be reached.',
  ENETUNREACH: 'The network can’t be reached.',
  ETIMEDOUT: 'The host does not answer.',
  ECONNRESET: 'The connection was cut.',
  EPIPE: 'The connection was cut.',
};
