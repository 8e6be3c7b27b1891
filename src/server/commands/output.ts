// What a command prints on standard output: gathered into blocks, as fast as its reader takes them.
import type { Writable } from 'node:stream';

/** What was printed could not be written, as where the disk is full. */
export class PrintError extends Error {}

const blockCharacters = 65_536;

export class Output {
  readonly #stream: Writable;
  #text = '';
  #isClosed = false;
  #failure: Error | undefined;

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.#isClosed = true;
      // Who pipes into `head` has what it wanted.
      if (error.code !== 'EPIPE') this.#failure = new PrintError(`cannot print: ${error.message}`);
    });
  }

  /** Nobody reads any more: whatever else is printed is for nobody. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  print(text: string): void {
    this.#text += text;
  }

  /** A block or more is waiting: time to `flush`. */
  get isFull(): boolean {
    return this.#text.length >= blockCharacters;
  }

  /** Resolves when all is handed over; rejects where the output cannot be written (a full disk). */
  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    if (text !== '' && !this.#isClosed)
      await new Promise<void>((resolve) => this.#stream.write(text, () => resolve()));
    if (this.#failure) throw this.#failure;
  }
}
