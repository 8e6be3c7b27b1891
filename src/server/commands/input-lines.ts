// Chunks of a file or of standard input as numbered lines; bounded, and only valid UTF-8.
import { isUtf8 } from 'node:buffer';
import { limits } from '../../protocol/limits.ts';

/** A line with its number, counted from 1; or why there is none. Blank lines count and are left out. */
export type InputLine =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly fault: string };

const newline = 0x0a;
const tooLong = `longer than ${limits.maxReplyLineBytes} bytes`;

/** Each time what one chunk has completed; ends with the first fault. */
export async function* inputLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<InputLine[]> {
  let number = 1;
  let held = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(newline);
    if (end >= 0) {
      const lines = cut(Buffer.concat([held, chunk.subarray(0, end)]), number);
      yield lines.filter(isSaid);
      if (lines.some((line) => 'fault' in line)) return;
      number += lines.length;
    }
    held = end < 0 ? Buffer.concat([held, chunk]) : Buffer.from(chunk.subarray(end + 1));
    if (held.length <= limits.maxReplyLineBytes) continue;
    yield [{ number, fault: tooLong }];
    return;
  }
  if (held.length > 0) yield cut(held, number).filter(isSaid);
}

function isSaid(line: InputLine): boolean {
  return 'fault' in line || line.text.trim() !== '';
}

function cut(bytes: Buffer, first: number): InputLine[] {
  if (isUtf8(bytes)) {
    const texts = bytes.toString('utf8').split('\n');
    return texts.map((text, at) => ({ number: first + at, text }));
  }
  const lines: InputLine[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    const number = first + lines.length;
    if (!isUtf8(line)) return [...lines, { number, fault: 'no valid UTF-8' }];
    lines.push({ number, text: line.toString('utf8') });
    start = end + 1;
  }
  return lines;
}
