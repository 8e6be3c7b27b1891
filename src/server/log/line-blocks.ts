// A file as blocks of whole lines, forward or backward, whatever the length of its lines.

import type { Readable } from './log-file.ts';

/** Whole lines, each with its newline. */
export interface Block {
  readonly bytes: Buffer;
  /** Where the first of them starts in the file. */
  readonly start: number;
}

export interface BlockSizes {
  /** What one read takes; more only for a line that is longer. */
  readonly blockBytes: number;
  /** A line longer than this is not read but given as a line that is no entry. */
  readonly lineBytes: number;
}

const newline = 0x0a;
/** What is given in place of a line that is too long to be read. */
export const longLine = Buffer.from('?\n');

/** From `from`, which starts a line, to the last newline before `to`. */
export async function* blocksForward(
  file: Readable,
  from: number,
  to: number,
  sizes: BlockSizes,
): AsyncGenerator<Block> {
  let wanted = sizes.blockBytes;
  for (let start = from; start < to; ) {
    const bytes = await file.readAt(start, Math.min(wanted, to - start));
    const length = bytes.lastIndexOf(newline) + 1;
    if (length > 0) {
      yield { bytes: bytes.subarray(0, length), start };
      start += length;
      wanted = sizes.blockBytes;
    } else if (bytes.length < wanted) {
      return;
    } else if (wanted <= sizes.lineBytes) {
      wanted *= 2;
    } else {
      const end = await afterNewline(file, start + bytes.length, to, sizes.blockBytes);
      if (end === undefined) return;
      yield { bytes: longLine, start };
      start = end;
    }
  }
}

/** From `to`, which follows a newline, back to `from`, which starts a line; each block in file order. */
export async function* blocksBackward(
  file: Readable,
  from: number,
  to: number,
  sizes: BlockSizes,
): AsyncGenerator<Block> {
  let wanted = sizes.blockBytes;
  for (let end = to; end > from; ) {
    const start = Math.max(from, end - wanted);
    const bytes = await file.readAt(start, end - start);
    if (bytes.length < end - start) return;
    // The block's last byte ends its last line: a newline before it is needed to know where one starts.
    const cut = start === from ? 0 : bytes.subarray(0, -1).indexOf(newline) + 1;
    if (start === from || cut > 0) {
      yield { bytes: bytes.subarray(cut), start: start + cut };
      end = start + cut;
      wanted = sizes.blockBytes;
    } else if (wanted <= sizes.lineBytes) {
      wanted *= 2;
    } else {
      end = await lineStart(file, from, start, sizes.blockBytes);
      yield { bytes: longLine, start: end };
    }
  }
}

/** Where the line after the first newline at or after `position` starts; undefined where none is before `to`. */
export async function afterNewline(
  file: Readable,
  position: number,
  to: number,
  blockBytes: number,
): Promise<number | undefined> {
  for (let start = position; start < to; ) {
    const bytes = await file.readAt(start, Math.min(blockBytes, to - start));
    if (bytes.length === 0) return undefined;
    const index = bytes.indexOf(newline);
    if (index >= 0) return start + index + 1;
    start += bytes.length;
  }
  return undefined;
}

/** Where the line that holds the byte before `position` starts: after the last newline before `position`, or `from`. */
export async function lineStart(
  file: Readable,
  from: number,
  position: number,
  blockBytes: number,
): Promise<number> {
  for (let end = position; end > from; ) {
    const start = Math.max(from, end - blockBytes);
    const bytes = await file.readAt(start, end - start);
    const index = bytes.lastIndexOf(newline);
    if (index >= 0) return start + index + 1;
    end = start;
  }
  return from;
}

/** The lines of a block without their newlines, in order, each a string of its own. */
export function* linesOf(bytes: Buffer): Generator<string> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(newline, start);
    yield bytes.toString('utf8', start, end);
    start = end + 1;
  }
}
