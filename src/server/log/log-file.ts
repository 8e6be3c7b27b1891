// One file of the log while it is open: its descriptor, how much of it is committed, who still reads it.

import { close, read } from 'node:fs';
import { promisify } from 'node:util';

const readBytes = promisify(read);
const closeDescriptor = promisify(close);

/** What readers of blocks need. */
export interface Readable {
  /** Where the committed bytes end. */
  readonly size: number;
  /** The bytes at `position`: `length` of them, or fewer at the end of the file. */
  readAt(position: number, length: number): Promise<Buffer>;
}

export class LogFile implements Readable {
  readonly fd: number;
  /** Where the committed bytes end; only a commit moves it. */
  size: number;
  /** The last message of each room before this file, where it follows another one. */
  carried: ReadonlyMap<string, number> = new Map();
  #users = 1;

  constructor(fd: number, size: number) {
    this.fd = fd;
    this.size = size;
  }

  async readAt(position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await readBytes(
        this.fd,
        buffer,
        filled,
        length - filled,
        position + filled,
      );
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  /** Runs a reader, with the descriptor kept open for it even where the log leaves this file meanwhile. */
  async use<Result>(reader: (file: this) => Promise<Result>): Promise<Result> {
    this.#users++;
    try {
      return await reader(this);
    } finally {
      await this.leave();
    }
  }

  /** Called once by the log itself; the last one out closes the descriptor. */
  async leave(): Promise<void> {
    if (--this.#users === 0) await closeDescriptor(this.fd);
  }
}
