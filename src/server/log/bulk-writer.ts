// Many entries at the end of a log that nobody serves meanwhile: in groups, synced at the end.

import { formatEntry } from '../../protocol/log-line.ts';
import type { Entry } from '../../protocol/messages.ts';
import { type Disk, disk as realDisk, syncFile } from './disk.ts';
import type { LogFile } from './log-file.ts';
import { groupWriter } from './write-group.ts';

const groupCharacters = 1_048_576;

/** To be used while the log's lock is held. */
export class BulkWriter {
  readonly #file: LogFile;
  readonly #disk: Disk;
  #text = '';
  #waiting = 0;
  #written = 0;

  constructor(file: LogFile, disk: Disk = realDisk) {
    this.#file = file;
    this.#disk = disk;
  }

  /** Entries that are in the file. */
  get written(): number {
    return this.#written;
  }

  add(entry: Entry): void {
    this.#text += `${formatEntry(entry)}\n`;
    this.#waiting++;
  }

  /** Enough is waiting for a group: time to `flush`. */
  get isFull(): boolean {
    return this.#text.length >= groupCharacters;
  }

  /** Rejects with the I/O error; then nothing of the group is in the file. */
  async flush(): Promise<void> {
    if (this.#waiting === 0) return;
    const bytes = Buffer.from(this.#text);
    await this.#write(bytes).catch(async (error: unknown) => {
      await this.#disk.truncate(this.#file.fd, this.#file.size);
      throw error;
    });
    this.#file.size += bytes.length;
    this.#written += this.#waiting;
    this.#text = '';
    this.#waiting = 0;
  }

  /** What is written survives a power cut from now on. */
  sync(): Promise<void> {
    return syncFile(this.#disk, this.#file.fd);
  }

  #write(bytes: Buffer): Promise<void> {
    const write = groupWriter('os', this.#disk);
    return new Promise((resolve, reject) =>
      write(this.#file.fd, bytes, (error) => (error ? reject(error) : resolve())),
    );
  }
}
