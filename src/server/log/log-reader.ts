// All messages of a log in their order, from all its files, in blocks; whatever else stands there is counted.

import { parseEntry } from '../../protocol/log-line.ts';
import type { Entry } from '../../protocol/messages.ts';
import { type BlockSizes, blocksForward } from './line-blocks.ts';
import { LineJudge } from './line-judge.ts';
import type { LogPart } from './log-parts.ts';
import { openToRead } from './open-to-read.ts';

/** An entry, and the very line it stands on. */
export interface EntryLine {
  readonly entry: Entry;
  readonly line: string;
}

const sizes: BlockSizes = { blockBytes: 1_048_576, lineBytes: 1_048_576 };

export class LogReader {
  readonly #parts: readonly LogPart[];
  readonly #judge = new LineJudge();

  constructor(parts: readonly LogPart[]) {
    this.#parts = parts;
  }

  /** Lines so far that are no entries, or not in their place. */
  get wrong(): number {
    return this.#judge.unparsable.count + this.#judge.disordered.count;
  }

  /** The greatest `seq` so far. */
  get last(): number {
    return this.#judge.last;
  }

  /** Each time what one block holds; a last line that is still being written is left out. */
  async *blocks(): AsyncGenerator<EntryLine[]> {
    for (const part of this.#parts) yield* this.#blocksOf(part);
  }

  async *#blocksOf({ path, until }: LogPart): AsyncGenerator<EntryLine[]> {
    const file = await openToRead(path);
    try {
      for await (const { bytes } of blocksForward(file, 0, file.size, sizes)) {
        const lines = bytes.toString('utf8', 0, bytes.length - 1).split('\n');
        yield this.#entriesOf(lines, until);
      }
    } finally {
      await file.leave();
    }
  }

  #entriesOf(lines: readonly string[], until: number): EntryLine[] {
    const found: EntryLine[] = [];
    for (const line of lines) {
      const entry = parseEntry(line);
      if (entry !== undefined && entry.seq >= until) continue;
      if (this.#judge.judge(line, entry) && entry) found.push({ entry, line });
    }
    return found;
  }
}
