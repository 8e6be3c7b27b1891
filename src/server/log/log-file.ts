// The file of the log while it is open: its descriptor, and how much of it is committed.

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
  /** Which file it is, whatever its name. */
  readonly id: { readonly dev: number; readonly ino: number };

  constructor(fd: number, size: number, { dev, ino }: { dev: number; ino: number }) {
    this.fd = fd;
    this.size = size;
    this.id = { dev, ino };
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

  /** The log goes on elsewhere, or ends. */
  async leave(): Promise<void> {
    await closeDescriptor(this.fd);
  }
}
