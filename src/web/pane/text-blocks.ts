// A message's text as blocks of lines and parts of lines, ready to become elements; every part is text.
import { uriOf } from '../../ui/links.ts';
import { type Paragraph, paragraphsOf } from '../../ui/paragraphs.ts';
import { safeLines } from '../../ui/safe-text.ts';
import { type Span, spansOf } from '../../ui/spans.ts';

/** Lines of one kind that follow one another. */
export interface Block {
  readonly kind: Paragraph['kind'];
  readonly lines: readonly string[];
}

/** A part of a line. */
export interface Piece {
  readonly kind: 'plain' | Span['kind'];
  readonly text: string;
  /** Of a link: where it leads. */
  readonly uri?: string;
}

/** @param isPlain of what is no message: its lines are prose whatever they look like */
export function blocksOf(text: string, isPlain = false): Block[] {
  const lines = safeLines(text);
  if (isPlain) return [{ kind: 'prose', lines }];
  const blocks: { kind: Paragraph['kind']; lines: string[] }[] = [];
  for (const { kind, text: line } of paragraphsOf(lines)) {
    const last = blocks.at(-1);
    if (last?.kind === kind && kind !== 'label') last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  }
  return blocks;
}

const quoteSign = /^> ?/;

/** What a quotation says, without the signs before its lines. */
export function unquoted(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replace(quoteSign, ''));
}

export function piecesOf(line: string, mention: RegExp | undefined): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const span of spansOf(line, mention)) {
    if (span.start > at) pieces.push({ kind: 'plain', text: line.slice(at, span.start) });
    pieces.push(pieceOf(span.kind, line.slice(span.start, span.end)));
    at = span.end;
  }
  if (at < line.length) pieces.push({ kind: 'plain', text: line.slice(at) });
  return pieces;
}

function pieceOf(kind: Span['kind'], text: string): Piece {
  if (kind === 'code') return { kind, text: text.replace(/^(`+)(.*)\1$/u, '$2') };
  if (kind === 'strong') return { kind, text: text.slice(1, -1) };
  if (kind !== 'link') return { kind, text };
  const uri = uriOf(text);
  return uri === undefined ? { kind: 'plain', text } : { kind, text, uri };
}
