// What is read as messages: all of it as one, a line each, or as many as it takes.
/** One message for all of it; `lines`: one each; `pieces`: as few as hold all of it. */
export type Cut = 'whole' | 'lines' | 'pieces';

/** A message's text, or that it is too long for one; and which line of the input it is, where each is one. */
export type Read = ({ readonly text: string } | { readonly isTooLong: true }) & {
  readonly line?: number;
};

/**
 * Blank lines are no messages; of what is too long no more is read.
 * @param longest characters of one message
 */
export async function* messagesOf(
  lines: AsyncIterable<string>,
  cut: Cut,
  longest: number,
): AsyncGenerator<Read> {
  if (cut === 'lines') yield* eachLine(lines, longest);
  else yield* joined(lines, longest, cut === 'pieces');
}

async function* eachLine(lines: AsyncIterable<string>, longest: number): AsyncGenerator<Read> {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    yield isLonger(line, longest)
      ? { isTooLong: true, line: number }
      : { text: line, line: number };
  }
}

async function* joined(
  lines: AsyncIterable<string>,
  longest: number,
  isSplit: boolean,
): AsyncGenerator<Read> {
  let text = '';
  for await (const line of lines) {
    // After so much white space whatever follows is too much; and there may be no end of it.
    if (text.length > 3 * longest && line.trim() === '') continue;
    const longer = text === '' ? line : `${text}\n${line}`;
    if (!isLonger(longer, longest)) text = longer;
    else if (!isSplit) return yield { isTooLong: true };
    else {
      if (text.trim() !== '') yield { text };
      text = yield* inPieces(line, longest);
    }
    // A flood of blank lines is no text either.
    if (text.trim() === '') text = '';
  }
  if (text.trim() !== '') yield { text };
}

/** A line that is longer than a message. @returns what is left of it, to go on with */
function* inPieces(line: string, longest: number): Generator<Read, string> {
  const characters = [...line];
  let start = 0;
  for (; characters.length - start > longest; start += longest)
    yield* nonBlank(characters.slice(start, start + longest).join(''));
  return characters.slice(start).join('');
}

function* nonBlank(text: string): Generator<Read> {
  if (text.trim() !== '') yield { text };
}

/** In code points, as the limit is. */
function isLonger(text: string, longest: number): boolean {
  const said = text.trimEnd();
  return said.length > longest && [...said].length > longest;
}
