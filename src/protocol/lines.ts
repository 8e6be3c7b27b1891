// Chunks of bytes in, whole lines of text out; bounded, and only valid UTF-8.

/** What a chunk completed: a line, or the reason why there is none; only WebSockets have binary ones. */
export type Line = string | { readonly fault: 'line-too-long' | 'bad-utf8' | 'binary' };

const newline = 0x0a;
const nothing = new Uint8Array(0);
/** One for all: it keeps no state between calls. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Cuts a byte stream into lines.
 * - A line comes out once its `\n` is there, without it and without a `\r` before it.
 * - Blank lines are left out.
 * - A line of more than `maxBytes` comes out as one fault as soon as that is known, and its rest is
 *   skipped: what is held never exceeds `maxBytes` plus one chunk.
 */
export class LineSplitter {
  readonly #maxBytes: number;
  /** The beginning of a line whose end has not come: copied, so that no chunk is kept alive. */
  #held = nothing;
  #heldBytes = 0;
  #isSkipping = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes of a line whose end has not come. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  push(chunk: Uint8Array): Line[] {
    const lines: Line[] = [];
    const last = chunk.lastIndexOf(newline);
    if (last === -1) {
      this.#hold(chunk, lines);
      return lines;
    }
    const first = this.#heldBytes > 0 || this.#isSkipping ? chunk.indexOf(newline) : -1;
    if (first !== -1) this.#finishHeld(chunk.subarray(0, first), lines);
    if (last > first) this.#cut(chunk.subarray(first + 1, last), lines);
    if (last + 1 < chunk.length) this.#hold(chunk.subarray(last + 1), lines);
    return lines;
  }

  /** What is left without a `\n` when the stream ends; it counts as a line. */
  end(): Line[] {
    const lines: Line[] = [];
    if (this.#heldBytes > 0) this.#finishHeld(nothing, lines);
    return lines;
  }

  #hold(part: Uint8Array, lines: Line[]): void {
    if (this.#isSkipping) return;
    if (this.#heldBytes + part.length > this.#maxBytes) {
      lines.push({ fault: 'line-too-long' });
      this.#drop();
      this.#isSkipping = true;
      return;
    }
    this.#append(part);
  }

  #append(part: Uint8Array): void {
    const needed = this.#heldBytes + part.length;
    if (needed > this.#held.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.#held.length));
      larger.set(this.#held.subarray(0, this.#heldBytes));
      this.#held = larger;
    }
    this.#held.set(part, this.#heldBytes);
    this.#heldBytes = needed;
  }

  #finishHeld(rest: Uint8Array, lines: Line[]): void {
    if (this.#isSkipping) {
      this.#isSkipping = false;
      return;
    }
    this.#append(rest);
    const line = this.#held.subarray(0, this.#heldBytes);
    this.#drop();
    this.#decodeOne(line, lines);
  }

  #drop(): void {
    this.#held = nothing;
    this.#heldBytes = 0;
  }

  /** Whole lines: decoded at once, which is cheaper; one by one only to find a bad one. */
  #cut(bytes: Uint8Array, lines: Line[]): void {
    let text: string;
    try {
      text = utf8.decode(bytes);
    } catch {
      this.#cutBytes(bytes, lines);
      return;
    }
    for (const line of text.split('\n')) this.#add(line, lines);
  }

  #cutBytes(bytes: Uint8Array, lines: Line[]): void {
    let start = 0;
    while (start <= bytes.length) {
      const found = bytes.indexOf(newline, start);
      const end = found === -1 ? bytes.length : found;
      this.#decodeOne(bytes.subarray(start, end), lines);
      start = end + 1;
    }
  }

  #decodeOne(bytes: Uint8Array, lines: Line[]): void {
    if (bytes.length > this.#maxBytes) {
      lines.push({ fault: 'line-too-long' });
      return;
    }
    try {
      this.#add(utf8.decode(bytes), lines);
    } catch {
      lines.push({ fault: 'bad-utf8' });
    }
  }

  #add(line: string, lines: Line[]): void {
    if (this.#isTooLong(line)) lines.push({ fault: 'line-too-long' });
    else if (line !== '' && line !== '\r')
      lines.push(line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  /** A unit of text is at most three bytes, so most lines need no counting. */
  #isTooLong(line: string): boolean {
    if (line.length * 3 <= this.#maxBytes) return false;
    return line.length > this.#maxBytes || byteLength(line) > this.#maxBytes;
  }
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
