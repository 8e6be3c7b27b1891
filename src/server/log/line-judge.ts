// Which lines of a log are entries in their place, and which are wrong.

import { parseEntry } from '../../protocol/log-line.ts';
import type { Entry } from '../../protocol/messages.ts';
import { continuationOf } from './recover.ts';

/** Lines that are wrong: how many, and the numbers of the first ten. */
export interface WrongLines {
  readonly count: number;
  readonly lines: readonly number[];
}

export const noWrongLines: WrongLines = { count: 0, lines: [] };

const namedLines = 10;

/** Judges lines in the order of the file. */
export class LineJudge {
  /** Lines read so far. */
  count = 0;
  /** The greatest `seq` so far, of entries and of the comment that continues another file. */
  last: number;
  /** The first entry's `seq`; 0: none. */
  first = 0;
  unparsable = noWrongLines;
  disordered = noWrongLines;
  readonly #below: number;

  /** @param after entries have a greater `seq`, and a smaller one than @param below */
  constructor(after = 0, below = Number.POSITIVE_INFINITY) {
    this.last = after;
    this.#below = below;
  }

  /** The entry of the next line, if it is one and in its place. */
  next(line: string): Entry | undefined {
    return this.judge(line, parseEntry(line));
  }

  /** The same for a line that is parsed already. */
  judge(line: string, entry: Entry | undefined): Entry | undefined {
    this.count++;
    if (entry === undefined) {
      this.#noEntry(line);
      return undefined;
    }
    if (entry.seq <= this.last || entry.seq >= this.#below) {
      this.disordered = withLine(this.disordered, this.count);
      return undefined;
    }
    if (this.first === 0) this.first = entry.seq;
    this.last = entry.seq;
    return entry;
  }

  #noEntry(line: string): void {
    const continued = continuationOf(line);
    if (continued !== undefined) this.last = Math.max(this.last, continued);
    else if (line !== '' && !line.startsWith('# '))
      this.unparsable = withLine(this.unparsable, this.count);
  }
}

function withLine({ count, lines }: WrongLines, line: number): WrongLines {
  return { count: count + 1, lines: lines.length < namedLines ? [...lines, line] : lines };
}

/** The wrong lines of two parts of a file, the second of which starts after `linesBefore` lines. */
export function joinWrong(before: WrongLines, linesBefore: number, after: WrongLines): WrongLines {
  const numbered = after.lines.map((line) => line + linesBefore);
  return {
    count: before.count + after.count,
    lines: [...before.lines, ...numbered].slice(0, namedLines),
  };
}
