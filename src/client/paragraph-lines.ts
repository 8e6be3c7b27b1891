// One paragraph of a message as painted lines; what is set off in it stays so over the lines' ends.

import { uriOf } from '../ui/links.ts';
import { hashOf } from '../ui/name-hash.ts';
import type { Paragraph } from '../ui/paragraphs.ts';
import { type Span, spansOf } from '../ui/spans.ts';
import { cellWidth, truncate } from './cells.ts';
import type { Line } from './row-marks.ts';
import { linked } from './terminal-links.ts';
import type { Paint, Theme } from './theme.ts';
import { cutPieces, type Piece, wrapPieces } from './wrap.ts';

/** What a message's paragraphs are painted with. */
export interface Brush {
  readonly theme: Theme;
  /** Of the name in front of the text. */
  readonly lead: Paint;
  /** The one colour of all of it; undefined: what is set off has its own. */
  readonly ground: Paint | undefined;
  /** Finds one's own name, where that is said. */
  readonly mention: RegExp | undefined;
  /** What tells the message's links from others; undefined: the terminal follows none. */
  readonly linkId: string | undefined;
}

/** What stands at the left of code. */
const bar = '│ ';

/**
 * @param lead so many characters at its start are the speaker's name
 * @param number which one of the message's paragraphs it is
 */
export function paragraphLines(
  paragraph: Paragraph,
  lead: number,
  width: number,
  brush: Brush,
  number: number,
): Line[] {
  const { kind, text } = paragraph;
  if (kind === 'code' || kind === 'label') return codeLines(paragraph, width, brush);
  const pieces = wrapPieces(text, width);
  const spans = leadSpan(lead).concat(spansOf(text.slice(lead), brush.mention).map(moved(lead)));
  const ground = brush.ground ?? (kind === 'quote' ? brush.theme.quote : undefined);
  if (spans.length === 0) {
    return pieces.map((piece) => lineOf(piece, text.slice(piece.start, piece.end), ground));
  }
  const paint = painter(text, spans, ground, brush, number);
  return pieces.map((piece) => ({
    painted: ' '.repeat(piece.indent) + paint(piece.start, piece.end),
    cells: piece.indent + cellWidth(text.slice(piece.start, piece.end)),
  }));
}

function lineOf({ indent }: Piece, text: string, paint: Paint | undefined): Line {
  const shown = indent === 0 ? text : ' '.repeat(indent) + text;
  return { painted: paint && text !== '' ? paint(shown) : shown, cells: cellWidth(shown) };
}

const leadSpan = (end: number): Span[] => (end === 0 ? [] : [{ kind: 'lead', start: 0, end }]);

const moved =
  (by: number) =>
  ({ kind, start, end }: Span): Span => ({ kind, start: start + by, end: end + by });

/** Lines are cut where they are full: words do not count in code, columns do. */
function codeLines({ kind, text }: Paragraph, width: number, brush: Brush): Line[] {
  const { theme } = brush;
  const paint = brush.ground ?? (kind === 'label' ? theme.dim : theme.code);
  const room = width - bar.length;
  const shown = kind === 'label' ? truncate(text, room) : text;
  return cutPieces(shown, room).map(({ start, end }) => {
    const part = shown.slice(start, end);
    const painted = theme.dim(bar) + (part === '' ? '' : paint(part));
    return { painted, cells: bar.length + cellWidth(part) };
  });
}

/** Paints any part of the text; a span that goes beyond it is painted as far as it is in it. */
function painter(
  text: string,
  spans: readonly Span[],
  ground: Paint | undefined,
  brush: Brush,
  number: number,
): (start: number, end: number) => string {
  const plain = (from: number, to: number): string => {
    const part = text.slice(from, to);
    return ground && part !== '' ? ground(part) : part;
  };
  const paints = spans.map((span) => spanPaint(text, span, ground, brush, number));
  return (start, end) => {
    let painted = '';
    let at = start;
    for (const [index, span] of spans.entries()) {
      if (span.end <= at || span.start >= end) continue;
      const from = Math.max(at, span.start);
      const to = Math.min(end, span.end);
      painted += plain(at, from) + (paints[index]?.(text.slice(from, to)) ?? '');
      at = to;
    }
    return painted + plain(at, end);
  };
}

function spanPaint(
  text: string,
  { kind, start, end }: Span,
  ground: Paint | undefined,
  { theme, lead, linkId }: Brush,
  number: number,
): Paint {
  if (kind === 'lead') return lead;
  const paint = kind === 'mention' ? theme.mention : (ground ?? theme[kind]);
  const uri = kind === 'link' && linkId !== undefined ? uriOf(text.slice(start, end)) : undefined;
  if (uri === undefined) return paint;
  const id = hashOf(`${linkId} ${number} ${start}`).toString(36);
  return (part) => linked(paint(part), uri, id);
}
