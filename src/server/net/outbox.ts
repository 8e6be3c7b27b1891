// What waits to be written to one socket: bounded in bytes, written once a turn of the event loop.
import type { Socket } from 'node:net';

/** Beyond this, a write of several parts is not worth copying together. */
const maxJoinedBytes = 16 * 1024;

/** Whose outbox it is. */
export interface OutboxOwner {
  /** Too much waits: the connection must end. */
  overflow(): void;
  /** Everything is written: the socket is to be closed. */
  endLink(): void;
}

/** The connections that have something to write when the turn ends. */
export class Turn {
  #dirty: Outbox[] = [];
  #isScheduled = false;

  add(outbox: Outbox): void {
    this.#dirty.push(outbox);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.flush());
  }

  /** Writes everything now: one write for each connection, however much there is for it. */
  flush(): void {
    this.#isScheduled = false;
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const outbox of dirty) outbox.flush();
  }
}

/**
 * - What is pushed leaves in order, with the end of the turn at the latest.
 * - While the socket is full nothing is written; what comes meanwhile waits here.
 * - Where more than `maxBytes` wait at a turn's end and the socket is still full, `overflow` is
 *   called: the owner must end the connection. Never during a push, so that who is told something
 *   along with others does not go while they are being told.
 */
export class Outbox {
  readonly #socket: Socket;
  readonly #turn: Turn;
  readonly #maxBytes: number;
  readonly #owner: OutboxOwner;
  #parts: (string | Uint8Array)[] = [];
  #waitingBytes = 0;
  #answer: Uint8Array | undefined;
  #isDirty = false;
  #isClosed = false;

  constructor(socket: Socket, turn: Turn, maxBytes: number, owner: OutboxOwner) {
    this.#socket = socket;
    this.#turn = turn;
    this.#maxBytes = maxBytes;
    this.#owner = owner;
  }

  /** What waits here and in the socket. */
  get bytes(): number {
    return this.#waitingBytes + this.#socket.writableLength;
  }

  push(lines: string | Uint8Array): void {
    if (this.#isClosed) return;
    this.#parts.push(lines);
    this.#waitingBytes += lines.length;
    this.#soil();
  }

  /**
   * To a sign of life. Only the latest is answered (RFC 6455, 5.5.3): of who asks without an end and
   * reads nothing, the answers would fill the memory, as each is small and costs much more than itself.
   */
  answer(bytes: Uint8Array): void {
    if (this.#isClosed) return;
    this.#answer = bytes;
    this.#soil();
  }

  flush(): void {
    this.#isDirty = false;
    if (this.#isClosed || (this.#parts.length === 0 && !this.#answer)) return;
    // Who wants the end of a WebSocket gets it before we are told: nothing can be written then.
    if (this.#socket.writableEnded) return this.#drop();
    // The socket's 'drain' calls again.
    if (this.#socket.writableNeedDrain) {
      if (this.#waitingBytes > this.#maxBytes) this.#owner.overflow();
      return;
    }
    const parts = this.#answer ? [...this.#parts, this.#answer] : this.#parts;
    const bytes = this.#waitingBytes;
    this.#drop();
    write(this.#socket, parts, bytes);
  }

  /** Leaves out what was not written, and says this instead, then closes: whole lines only. */
  endWith(lastWord: string | Uint8Array): void {
    this.#parts = [lastWord];
    this.#waitingBytes = lastWord.length;
    this.end();
  }

  /** Writes what is here, then closes. */
  end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const hasMore = this.#parts.length > 0 && !this.#socket.writableEnded;
    if (hasMore) write(this.#socket, this.#parts, this.#waitingBytes);
    this.#drop();
    this.#owner.endLink();
  }

  #soil(): void {
    if (this.#isDirty) return;
    this.#isDirty = true;
    this.#turn.add(this);
  }

  #drop(): void {
    this.#parts = [];
    this.#waitingBytes = 0;
    this.#answer = undefined;
  }
}

function write(socket: Socket, parts: readonly (string | Uint8Array)[], bytes: number): void {
  const [first] = parts;
  if (parts.length === 1) socket.write(first as string | Uint8Array);
  else if (bytes <= maxJoinedBytes) socket.write(joined(parts));
  else {
    socket.cork();
    for (const part of parts) socket.write(part);
    socket.uncork();
  }
}

function joined(parts: readonly (string | Uint8Array)[]): string | Uint8Array {
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}
