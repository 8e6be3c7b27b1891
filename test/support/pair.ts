// A transport in memory, whose other end a test holds: no ports, no waiting, every cut at will.
import type { Link, Transport, TransportHandlers } from '../../src/sdk/transport.ts';

/** The server's end of one connection. */
export class FarEnd {
  readonly #handlers: TransportHandlers;
  readonly #onLine: (line: string) => void;
  /** What the client has sent, without line ends. */
  readonly received: string[] = [];
  /** Neither side has ended it. */
  isOpen = true;
  isAccepted = false;

  constructor(handlers: TransportHandlers, onLine: (line: string) => void) {
    this.#handlers = handlers;
    this.#onLine = onLine;
  }

  accept(): void {
    this.isAccepted = true;
    this.#handlers.onOpen();
  }

  /** Lines that arrive in one read. */
  send(...lines: string[]): void {
    if (this.isOpen) this.#handlers.onLines(lines.map((line) => line.replace(/\n$/, '')));
  }

  sendObjects(...objects: object[]): void {
    this.send(...objects.map((object) => JSON.stringify(object)));
  }

  close(why = 'The connection was cut.', isFinal = false): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#handlers.onClose(why, isFinal);
  }

  /** The client's end: used by the pair alone. */
  readonly link: Link = {
    send: (line) => {
      if (!this.isOpen) return;
      if (!line.endsWith('\n')) throw new Error(`A line without its end: ${line}`);
      this.received.push(line.slice(0, -1));
      this.#onLine(line.slice(0, -1));
    },
    close: () => {
      this.isOpen = false;
    },
  };
}

export interface Pair {
  readonly transport: Transport;
  /** Every connection that the client made, in order. */
  readonly ends: readonly FarEnd[];
  /** The latest. */
  readonly end: FarEnd;
}

/** @param onLine hears each line that the client sends, and on which connection */
export function createPair(onLine: (end: FarEnd, line: string) => void = () => {}): Pair {
  const ends: FarEnd[] = [];
  return {
    ends,
    get end() {
      const end = ends.at(-1);
      if (!end) throw new Error('The client has made no connection yet.');
      return end;
    },
    transport: {
      address: 'memory',
      isPrivate: true,
      open(handlers) {
        const end: FarEnd = new FarEnd(handlers, (line) => onLine(end, line));
        ends.push(end);
        return end.link;
      },
    },
  };
}
