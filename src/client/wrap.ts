// Breaks text into lines of a width in cells: by words, by graphemes where a word is too long.
import { cellWidth, fitLeft, graphemes } from './cells.ts';

/** The share of a line that an indent may take; a deeper one is not repeated on the lines below. */
const deepestIndent = 0.5;

/** A piece that stays together if it can, and how many spaces follow it. */
interface Word {
  readonly text: string;
  readonly cells: number;
  readonly spaces: number;
}

interface Line {
  readonly text: string;
  readonly cells: number;
}

// Scripts that are written without spaces may break behind every character.
const breaksAnywhere = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
// … but a line does not begin with what closes.
const staysBehind = /^[\p{Pe}\p{Pf}\p{Po}]/u;

/**
 * The lines of `text`, none wider than `width` cells.
 *
 * - `\n` always ends a line; an empty line stays one.
 * - A line that was broken keeps its paragraph's indent, so code and lists stay readable.
 * - No grapheme is split; one that is wider than the width stands alone.
 */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(1, Math.floor(width));
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, room));
}

/** A term and what it means, `termWidth` cells for the one; the other stays in its column. */
export function wrapEntry(
  term: string,
  meaning: string,
  termWidth: number,
  width: number,
): string[] {
  const indent = ' '.repeat(termWidth + 2);
  const lines = wrap(meaning, width - indent.length);
  if (cellWidth(term) > termWidth) return [term, ...lines.map((line) => indent + line)];
  return lines.map((line, index) => (index === 0 ? fitLeft(term, termWidth + 2) : indent) + line);
}

function wrapParagraph(paragraph: string, width: number): string[] {
  if (cellWidth(paragraph) <= width) return [withoutEnd(paragraph)];
  const indent = /^ */.exec(paragraph)?.[0] ?? '';
  const isShallow = indent.length <= width * deepestIndent;
  const start: Line = isShallow ? { text: indent, cells: indent.length } : { text: '', cells: 0 };
  const lines: string[] = [];
  let line = start;
  for (const word of words(paragraph.slice(indent.length))) {
    line = place(word, line, start, width, lines);
  }
  return [...lines, withoutEnd(line.text)];
}

/** `line` with `word` on it; lines that became full go to `lines`. */
function place(word: Word, line: Line, start: Line, width: number, lines: string[]): Line {
  if (line.cells + word.cells <= width)
    return withSpaces(append(line, word.text, word.cells), word.spaces);
  if (line.text.length > start.text.length) lines.push(withoutEnd(line.text));
  let last = start;
  for (const grapheme of start.cells + word.cells > width ? graphemes(word.text) : [word.text]) {
    const cells = cellWidth(grapheme);
    if (last.cells + cells > width && last.cells > start.cells) {
      lines.push(last.text);
      last = start;
    }
    last = append(last, grapheme, cells);
  }
  return withSpaces(last, word.spaces);
}

/** Without the spaces at its end; others (a wide one, one that does not break) are the writer's. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ') end -= 1;
  return text.slice(0, end);
}

const append = (line: Line, text: string, cells: number): Line => ({
  text: line.text + text,
  cells: line.cells + cells,
});

const withSpaces = (line: Line, spaces: number): Line => append(line, ' '.repeat(spaces), spaces);

function words(text: string): Word[] {
  const found: Word[] = [];
  let open = '';
  let spaces = 0;
  const close = (): void => {
    if (open !== '' || spaces > 0) found.push({ text: open, cells: cellWidth(open), spaces });
    open = '';
    spaces = 0;
  };
  for (const grapheme of graphemes(text)) {
    if (grapheme === ' ') {
      spaces += 1;
      continue;
    }
    if (spaces > 0 || mayBreakBetween(open, grapheme)) close();
    open += grapheme;
  }
  close();
  return found;
}

function mayBreakBetween(before: string, next: string): boolean {
  if (before === '' || staysBehind.test(next)) return false;
  return breaksAnywhere.test(next) || breaksAnywhere.test(before);
}
