// A link over a socket of Node's, encrypted or not: lines in, lines out, and a farewell that is not lost.
import type { Socket } from 'node:net';
import { type Line, LineSplitter, limits } from '../../protocol/index.ts';
import type { Link, TransportHandlers } from '../transport.ts';

/** A peer that does not read any more can't hold the farewell up for longer. */
const closeTimeoutMs = 1_000;

export interface Opening {
  readonly socket: Socket;
  /** What the socket says when it can be spoken through. */
  readonly opened: 'connect' | 'secureConnect';
  /** Asked then: why nothing is to be said to who is there, which ends it for good. */
  readonly whyNot?: () => string | undefined;
  /** Why it is gone, and whether it is for good. */
  readonly whyClosed: (error: NodeJS.ErrnoException | undefined, wasOpen: boolean) => Closed;
}

export interface Closed {
  readonly why: string;
  readonly isFinal?: boolean;
}

export function openSocketLink(opening: Opening, handlers: TransportHandlers): Link {
  const { socket, opened, whyNot, whyClosed } = opening;
  const splitter = new LineSplitter(limits.maxReplyLineBytes);
  let error: NodeJS.ErrnoException | undefined;
  let isOpen = false;
  let isOver = false;

  const close = ({ why, isFinal = false }: Closed) => {
    isOver = true;
    handlers.onClose(why, isFinal);
  };
  socket.on(opened, () => {
    if (isOver) return;
    const why = whyNot?.();
    isOpen = why === undefined;
    if (isOpen) return handlers.onOpen();
    socket.destroy();
    close({ why: why ?? '', isFinal: true });
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
    if (!isOver) close(whyClosed(error, isOpen));
  });

  return {
    send(line) {
      if (!isOver) socket.write(line);
    },
    close() {
      if (isOver) return;
      isOver = true;
      if (isOpen) return farewell(socket);
      socket.destroy();
    },
  };
}

function isReadable(line: Line): line is string {
  return typeof line === 'string';
}

function farewell(socket: Socket): Promise<void> {
  // What still comes is read and thrown away until the server has ended too: unread, it would turn
  // the farewell into a reset, and one would count as lost.
  socket.resume();
  socket.end();
  const timer = setTimeout(() => socket.destroy(), closeTimeoutMs);
  timer.unref();
  return new Promise((resolve) => {
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** For people: what the system calls by a code. */
export function closeWords(error: NodeJS.ErrnoException | undefined, address: string): string {
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
