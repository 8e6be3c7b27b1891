// Lines of the log as a page reads them: from chunks of bytes, each with its seq, none of them twice.

export interface LogLine {
  readonly seq: number;
  /** What people read, up to the tab. */
  readonly text: string;
  /** What follows the tab, with it; empty where there is none. */
  readonly meta: string;
}

/** Longer than any line that the server writes. */
const maxHeld = 1024 * 1024;
const shape = /^\S+ (\d{1,16}) /;

/** One answer of the server; `take` gets its chunks in their order. */
export class LineReader {
  readonly #decoder = new TextDecoder();
  #held = '';
  #last: number;

  /** @param after lines up to this seq are known */
  constructor(after: number) {
    this.#last = after;
  }

  /** The lines that a chunk completed. Throws where it is no log. */
  take(chunk: Uint8Array): LogLine[] {
    const lines = (this.#held + this.#decoder.decode(chunk, { stream: true })).split('\n');
    this.#held = lines.pop() ?? '';
    if (this.#held.length > maxHeld) throw new Error('a line without end');
    return lines.map((line) => lineOf(line)).filter((line) => this.#isNew(line));
  }

  #isNew({ seq }: LogLine): boolean {
    if (seq <= this.#last) return false;
    this.#last = seq;
    return true;
  }
}

function lineOf(line: string): LogLine {
  const seq = Number(shape.exec(line)?.[1] ?? 0);
  const tab = line.indexOf('\t');
  return tab < 0
    ? { seq, text: line, meta: '' }
    : { seq, text: line.slice(0, tab), meta: line.slice(tab) };
}
