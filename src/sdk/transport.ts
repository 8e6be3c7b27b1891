// What carries lines: TCP, a WebSocket, or a test's two ends in memory.

export interface Transport {
  /** For people: `localhost:7000`. */
  readonly address: string;
  /** Nobody between can read along: it is encrypted, or goes no further than this machine. */
  readonly isPrivate: boolean;
  /**
   * Begins to connect. Of the handlers, `onOpen` is called at most once and first, `onClose` once
   * and last; neither before `open` has returned. After `close()` none is called.
   */
  open(handlers: TransportHandlers): Link;
}

export interface TransportHandlers {
  onOpen(): void;
  /** Whole lines without their ends, all that one read brought. */
  onLines(lines: readonly string[]): void;
  /**
   * The link is gone, or never came about; `why` is for people.
   * @param isFinal another one would end the same way, until somebody does something about it
   */
  onClose(why: string, isFinal?: boolean): void;
}

/** One connection under way or open. */
export interface Link {
  /** A line with its `\n`, as `encode` makes it. Keeps order; only between open and close. */
  send(line: string): void;
  /**
   * Sends what is still to be sent, then closes. Resolves, soon in any case, when the other side has
   * ended too: a process that is gone before may be taken for one whose connection was lost.
   */
  close(): void | Promise<void>;
}
