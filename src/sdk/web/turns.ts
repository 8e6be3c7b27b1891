// What one turn of the event loop brought, gathered into one batch.

export const turnLimits = {
  /** Lines that wait together; with more, the page would answer nobody for too long. */
  maxLines: 500,
  maxCharacters: 1024 * 1024,
} as const;

/**
 * A socket tells of each message in a task of its own, and a page that drew after each would be late with
 * the next. A port's message comes behind those that have arrived already, and, unlike a timer, is not
 * put off in a page that nobody looks at.
 */
export class Turns {
  readonly #deliver: (lines: readonly string[]) => void;
  readonly #channel = new MessageChannel();
  #lines: string[] = [];
  #characters = 0;
  #isAsked = false;

  constructor(deliver: (lines: readonly string[]) => void) {
    this.#deliver = deliver;
    this.#channel.port1.onmessage = () => {
      this.#isAsked = false;
      this.flush();
    };
  }

  add(line: string): void {
    this.#lines.push(line);
    this.#characters += line.length;
    const isFull =
      this.#lines.length >= turnLimits.maxLines || this.#characters >= turnLimits.maxCharacters;
    if (isFull) this.flush();
    else if (!this.#isAsked) {
      this.#isAsked = true;
      this.#channel.port2.postMessage(undefined);
    }
  }

  /** What is there is delivered now. */
  flush(): void {
    if (this.#lines.length === 0) return;
    const lines = this.#lines;
    this.#lines = [];
    this.#characters = 0;
    this.#deliver(lines);
  }

  /** Nothing is delivered any more. */
  end(): void {
    this.#lines = [];
    this.#channel.port1.close();
  }
}
