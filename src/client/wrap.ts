// Breaks text into lines of a width in cells: by words, by graphemes where a word is too long.

import { graphemes } from '../ui/graphemes.ts';
import { cellWidth, fitLeft, isPrintableAscii } from './cells.ts';

/** The share of a line that an indent may take; a deeper one is not repeated on the lines below. */
const deepestIndent = 0.5;

/** A line of a broken paragraph: so many spaces, and what stands there in the paragraph. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly indent: number;
}

/** A piece that stays together if it can, where it begins and ends, and the spaces behind it. */
interface Word {
  readonly start: number;
  readonly end: number;
  readonly cells: number;
  readonly spaces: number;
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
 * - No grapheme is split, unless it is wider than a line; a character that is wider stands alone.
 */
export function wrap(text: string, width: number): string[] {
  return text
    .split('\n')
    .flatMap((paragraph) =>
      wrapPieces(paragraph, width).map(
        ({ start, end, indent }) => ' '.repeat(indent) + paragraph.slice(start, end),
      ),
    );
}

/** The same of one paragraph, by the places in it; only spaces stand in none of them. */
export function wrapPieces(paragraph: string, width: number): Piece[] {
  const room = Math.max(1, Math.floor(width));
  const trimmed = endWithoutSpaces(paragraph);
  if (cellWidth(paragraph) <= room) return [{ start: 0, end: trimmed, indent: 0 }];
  const first = /^ */.exec(paragraph)?.[0].length ?? 0;
  if (first === paragraph.length) return [{ start: 0, end: 0, indent: 0 }];
  return broken(
    paragraph,
    words(paragraph, first),
    first <= room * deepestIndent ? first : 0,
    room,
  );
}

/** Cut where the line is full, be it in a word: what is code keeps its columns. */
export function cutPieces(line: string, width: number): Piece[] {
  const room = Math.max(1, Math.floor(width));
  const cells = cellWidth(line);
  if (cells <= room) return [{ start: 0, end: line.length, indent: 0 }];
  return broken(line, [{ start: 0, end: line.length, cells, spaces: 0 }], 0, room);
}

/** A line of a table of the client's own, `term   meaning`: both keep their columns. Others as by `wrap`. */
export function wrapTerm(line: string, width: number): string[] {
  const [, term, gap, meaning] = /^(\S.*?)( {2,})(\S.*)$/.exec(line) ?? [];
  if (term === undefined || gap === undefined || meaning === undefined) return wrap(line, width);
  const termWidth = cellWidth(term) + gap.length - 2;
  return termWidth > width / 2 ? wrap(line, width) : wrapEntry(term, meaning, termWidth, width);
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

function broken(text: string, parts: readonly Word[], indent: number, width: number): Piece[] {
  const pieces: Piece[] = [];
  let start = parts[0]?.start ?? 0;
  let end = start;
  let cells = indent;
  const close = (next: number): void => {
    if (end > start) pieces.push({ start, end, indent });
    start = next;
    end = next;
    cells = indent;
  };
  for (const word of parts) {
    if (cells + word.cells > width) close(word.start);
    if (cells + word.cells <= width) {
      cells += word.cells;
    } else {
      for (const part of partsOf(text.slice(word.start, word.end), width - indent)) {
        const added = cellWidth(part);
        if (cells + added > width) close(end);
        end += part.length;
        cells += added;
      }
    }
    end = word.end;
    cells += word.spaces;
  }
  close(end);
  return pieces;
}

/** Graphemes; of letters without end that join to one (old Hangul, Indic conjuncts) each by itself. */
function partsOf(text: string, width: number): string[] {
  return graphemes(text).flatMap((grapheme) =>
    cellWidth(grapheme) > Math.max(2, width) ? [...grapheme] : [grapheme],
  );
}

/** Without the spaces at its end; others (a wide one, one that does not break) are the writer's. */
function endWithoutSpaces(text: string): number {
  let end = text.length;
  while (text[end - 1] === ' ') end -= 1;
  return end;
}

function words(text: string, from: number): Word[] {
  return isPrintableAscii(text) ? asciiWords(text, from) : anyWords(text, from);
}

function asciiWords(text: string, from: number): Word[] {
  const found: Word[] = [];
  for (let start = from; start < text.length; ) {
    const space = text.indexOf(' ', start);
    const end = space === -1 ? text.length : space;
    let next = end;
    while (text[next] === ' ') next += 1;
    found.push({ start, end, cells: end - start, spaces: next - end });
    start = next;
  }
  return found;
}

function anyWords(text: string, from: number): Word[] {
  const found: Word[] = [];
  let [start, end, cells, spaces] = [from, from, 0, 0];
  let first = '';
  for (const grapheme of graphemes(text.slice(from))) {
    if (grapheme === ' ') {
      spaces += 1;
      continue;
    }
    if (spaces > 0 || mayBreakBetween(first, grapheme)) {
      found.push({ start, end, cells, spaces });
      start = end + spaces;
      [end, cells, spaces, first] = [start, 0, 0, ''];
    }
    if (first === '') first = grapheme;
    end += grapheme.length;
    cells += cellWidth(grapheme);
  }
  found.push({ start, end, cells, spaces });
  return found;
}

/** @param first what the word so far begins with */
function mayBreakBetween(first: string, next: string): boolean {
  if (first === '' || staysBehind.test(next)) return false;
  return breaksAnywhere.test(next) || breaksAnywhere.test(first);
}
