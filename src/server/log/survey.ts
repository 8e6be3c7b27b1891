// Reading the lines of a log in order: which are entries, which are wrong, and what they say about rooms.

import { parseEntry } from '../../protocol/log-line.ts';
import type { Entry } from '../../protocol/messages.ts';
import { type BlockSizes, blocksForward, linesOf } from './line-blocks.ts';
import type { Readable } from './log-file.ts';
import { continuationOf } from './recover.ts';
import { type RoomState, readInto } from './rooms.ts';

/** Lines that are wrong: how many, and the numbers of the first ten. */
export interface WrongLines {
  readonly count: number;
  readonly lines: readonly number[];
}

const namedLines = 10;

/** Judges lines in the order of the file. */
export class LineJudge {
  /** Lines read so far. */
  count = 0;
  /** The greatest `seq` so far, of entries and of the comment that continues another file. */
  last = 0;
  /** The first entry's `seq`; 0: none. */
  first = 0;
  unparsable: WrongLines = { count: 0, lines: [] };
  disordered: WrongLines = { count: 0, lines: [] };

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
    if (entry.seq <= this.last) {
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

export interface Survey {
  readonly judge: LineJudge;
  readonly rooms: ReadonlyMap<string, RoomState>;
}

/** Reads a file from its start to `to`; between two blocks the loop goes on. Ends early where `isStopped`. */
export async function survey(
  file: Readable,
  to: number,
  sizes: BlockSizes,
  isStopped: () => boolean,
): Promise<Survey> {
  const judge = new LineJudge();
  const rooms = new Map<string, RoomState>();
  for await (const { bytes } of blocksForward(file, 0, to, sizes)) {
    if (isStopped()) break;
    for (const line of linesOf(bytes)) {
      const entry = judge.next(line);
      if (entry !== undefined) readInto(rooms, entry);
    }
  }
  return { judge, rooms };
}
