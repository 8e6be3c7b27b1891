// The lines of a part of a file: forward all of them, or backward those that hold certain bytes.
import { readAt, type Source } from './source.ts';

const newline = 0x0a;
const blockBytes = 262_144;
/** No line of ours is longer; what is, is no entry and is not read. */
const lineBytes = 1_048_576;

/** A piece of a file that holds whole lines only. */
export interface Range {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

export interface Line {
  readonly text: string;
  readonly start: number;
}

export interface Block {
  readonly bytes: Buffer;
  /** Where in the file its first line starts, and where the line after its last one does. */
  readonly start: number;
  readonly end: number;
}

/**
 * Blocks of whole lines, in order; a longer line than any of ours comes as a line that is no entry. A
 * block's bytes stand until the next one is asked for.
 */
export function* blocksOf({ source, start, end }: Range): Generator<Block> {
  let scratch = Buffer.allocUnsafeSlow(blockBytes);
  for (let at = start; at < end; ) {
    const wanted = Math.min(scratch.length, end - at);
    const bytes = readAt(source.fd, at, wanted, scratch);
    const length = bytes.lastIndexOf(newline) + 1;
    if (length > 0) {
      yield { bytes: bytes.subarray(0, length), start: at, end: at + length };
      at += length;
    } else if (bytes.length < wanted) {
      return;
    } else if (scratch.length < lineBytes) {
      scratch = Buffer.allocUnsafeSlow(scratch.length * 2);
    } else {
      const next = lineEnd(source, at + bytes.length, end);
      yield { bytes: Buffer.from('?\n'), start: at, end: next };
      at = next;
    }
  }
}

function lineEnd(source: Source, from: number, end: number): number {
  for (let at = from; at < end; at += blockBytes) {
    const index = readAt(source.fd, at, Math.min(blockBytes, end - at)).indexOf(newline);
    if (index >= 0) return at + index + 1;
  }
  return end;
}

/** Every line of a range, in order. */
export function* allLines(range: Range): Generator<Line> {
  for (const block of blocksOf(range)) yield* linesOfBlock(block);
}

export function* linesOfBlock({ bytes, start }: Block): Generator<Line> {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(newline, at);
    yield { text: bytes.toString('utf8', at, end), start: start + at };
    at = end + 1;
  }
}

/** Where the last line starts that starts before `position`; `start` where none does. */
export function lineStartBefore({ source, start }: Range, position: number): number {
  for (let end = position - 1; end > start; end -= blockBytes) {
    const from = Math.max(start, end - blockBytes);
    const index = readAt(source.fd, from, end - from).lastIndexOf(newline);
    if (index >= 0) return from + index + 1;
  }
  return start;
}

/** Lines that hold the needle, in order. */
export function* forwardLinesWith(range: Range, needle: Buffer): Generator<Line> {
  for (const { bytes, start } of blocksOf(range)) {
    for (let at = bytes.indexOf(needle); at >= 0; ) {
      const from = bytes.lastIndexOf(newline, at) + 1;
      const end = bytes.indexOf(newline, at);
      yield { text: bytes.toString('utf8', from, end), start: start + from };
      at = bytes.indexOf(needle, end);
    }
  }
}

/** Lines that hold the needle, the last one first. A gigabyte takes a third of a second. */
export function* linesWith(range: Range, needle: Buffer): Generator<Line> {
  const { source, start } = range;
  let scratch = Buffer.allocUnsafeSlow(blockBytes);
  for (let end = range.end; end > start; ) {
    const from = Math.max(start, end - scratch.length);
    const bytes = readAt(source.fd, from, end - from, scratch);
    const cut = from === start ? 0 : bytes.subarray(0, -1).indexOf(newline) + 1;
    if (cut === 0 && from > start) {
      // One line fills the block.
      if (scratch.length < lineBytes) scratch = Buffer.allocUnsafeSlow(scratch.length * 2);
      else end = lineStartBefore(range, end);
      continue;
    }
    yield* matches(bytes.subarray(cut), from + cut, needle);
    end = from + cut;
  }
}

function* matches(bytes: Buffer, offset: number, needle: Buffer): Generator<Line> {
  for (let at = bytes.lastIndexOf(needle); at >= 0; ) {
    const start = bytes.lastIndexOf(newline, at) + 1;
    const end = bytes.indexOf(newline, at);
    if (end - start <= lineBytes)
      yield { text: bytes.toString('utf8', start, end), start: offset + start };
    at = start === 0 ? -1 : bytes.lastIndexOf(needle, start - 1);
  }
}
