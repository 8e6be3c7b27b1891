// The lines of standard input as text, read no faster than they are taken.
import { textOfLine } from './output-text.ts';

/** Units of one line: 4,000 characters, each in a colour of its own, are fewer. */
const maxLineLength = 128 * 1024;

/**
 * - A line that never ends comes in pieces, so what is held is bounded.
 * - What is not UTF-8 becomes U+FFFD.
 * - The last line need not end; the empty one after the last line end is none.
 */
export async function* inputLines(input: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let held = '';
  for await (const chunk of input) {
    held += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = held.split('\n');
    held = lines.pop() ?? '';
    for (const line of lines) yield textOfLine(line);
    if (held.length > maxLineLength) {
      yield textOfLine(held);
      held = '';
    }
  }
  held += decoder.decode();
  if (held !== '') yield textOfLine(held);
}
