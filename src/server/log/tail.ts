// The newest lines of a log, read backward at start so that start-up time does not grow with the file.

import { parseEntry } from '../../protocol/log-line.ts';
import type { Entry, Message } from '../../protocol/messages.ts';
import type { LogLimits } from './limits.ts';
import { blocksBackward, linesOf } from './line-blocks.ts';
import { LineJudge } from './line-judge.ts';
import type { Recent } from './log.ts';
import type { Readable } from './log-file.ts';
import { type RoomState, readInto } from './rooms.ts';

export interface Tail {
  readonly recent: Recent;
  /** What it says of its rooms. */
  readonly rooms: Map<string, RoomState>;
  /** Of its last entry; undefined: it has none. */
  readonly timestamp: string | undefined;
  /** Where in the file it starts; 0: it is all of the file. */
  readonly start: number;
  readonly judge: LineJudge;
}

/** @param isFirst there are no messages before this file */
export async function readTail(file: Readable, limits: LogLimits, isFirst: boolean): Promise<Tail> {
  const blocks: Buffer[] = [];
  let start = file.size;
  let lines = 0;
  for await (const block of blocksBackward(file, 0, file.size, limits)) {
    blocks.push(block.bytes);
    start = block.start;
    lines += countLines(block.bytes);
    if (lines < limits.tailMessages && file.size - start < limits.tailBytes) continue;
    // Where all of that is damaged, the way goes on: a last `seq` that is not found is used again.
    if (blocks.some(hasEntry)) break;
  }
  return placeTail(blocks.reverse(), start, isFirst);
}

function hasEntry(bytes: Buffer): boolean {
  for (const line of linesOf(bytes)) {
    if (parseEntry(line)) return true;
  }
  return false;
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}

/** Gives each entry its `prev` where the tail shows it: a room's first entry has one only in a whole file. */
function placeTail(blocks: readonly Buffer[], start: number, isFirst: boolean): Tail {
  const judge = new LineJudge();
  const rooms = new Map<string, RoomState>();
  const messages: Message[] = [];
  const unplaced: Entry[] = [];
  let timestamp: string | undefined;
  for (const line of linesOfAll(blocks)) {
    const entry = judge.next(line);
    if (entry === undefined) continue;
    const prev = rooms.get(entry.room)?.last ?? (start === 0 && isFirst ? 0 : undefined);
    // A copy is kept, not the entry: if what the parser makes mostly stayed alive here, V8 would make
    // it long-lived everywhere, and its garbage would cost pauses of 25 ms instead of none.
    if (prev === undefined) unplaced.push({ ...entry });
    else messages.push({ ...entry, prev });
    readInto(rooms, entry);
    timestamp = entry.timestamp;
  }
  return { recent: { messages, unplaced }, rooms, timestamp, start, judge };
}

function* linesOfAll(blocks: readonly Buffer[]): Generator<string> {
  for (const bytes of blocks) yield* linesOf(bytes);
}
