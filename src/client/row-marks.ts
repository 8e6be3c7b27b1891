// What stands around a row's text: what it replies to, that it was edited, its reactions, its fate.
import type { Row, RowHit } from '../sdk/row.ts';
import type { Tally } from '../sdk/state.ts';
import { safeText } from '../ui/safe-text.ts';
import { cellWidth, fitLeft, fitRight, truncate } from './cells.ts';
import type { Theme } from './theme.ts';
import { wrap } from './wrap.ts';

/** A line that is ready, and the cells that it takes. */
export interface Line {
  readonly painted: string;
  readonly cells: number;
}

/** What the row replies to, in one line above it. */
export function quoteLines({ reply, target }: Row, width: number, theme: Theme): Line[] {
  if (target === undefined) return [];
  const sign = truncate('↳ ', width);
  if (reply === undefined) {
    const words = truncate('an older message', width - sign.length);
    return [{ painted: theme.dim(sign + words), cells: sign.length + cellWidth(words) }];
  }
  const name = truncate(safeText(reply.sender), width - sign.length);
  const words = truncate(safeText(`: ${reply.text}`), width - sign.length - cellWidth(name));
  const painted = theme.dim(sign) + theme.name(reply.sender)(name) + theme.quote(words);
  return [{ painted, cells: sign.length + cellWidth(name) + cellWidth(words) }];
}

/** What a search found: a line for each, however long it is. */
export function hitLines({ hits = [] }: Row, width: number, theme: Theme): string[] {
  const widest = (words: readonly string[]) => Math.max(0, ...words.map(cellWidth));
  const numbers = widest(hits.map(({ number }) => String(number)));
  const rooms = widest(hits.map(({ room }) => safeText(room)));
  const whens = widest(hits.map(({ when }) => when));
  return hits.map((hit) => {
    const { number, room, when } = hit;
    const place = `${fitLeft(safeText(room), rooms)} ${fitRight(when, whens)} `;
    const head = ` ${fitRight(String(number), numbers)} ${place}`;
    const told = hitWords(hit, width - cellWidth(head) - 1, theme);
    return ` ${theme.accent(fitRight(String(number), numbers))} ${theme.dim(place)}${told}`;
  });
}

function hitWords({ sender, text }: RowHit, width: number, theme: Theme): string {
  const name = truncate(`${safeText(sender)}:`, Math.max(0, width));
  const said = truncate(` ${safeText(text)}`, Math.max(0, width - cellWidth(name)));
  return theme.name(sender)(name) + said;
}

/** The lines of a text with what has become of it behind them. */
export function withMarks(lines: readonly Line[], row: Row, width: number, theme: Theme): Line[] {
  const edited = row.isEdited ? withMark(lines, '(edited)', width, theme) : lines;
  return withFate(withReactions(edited, row.reactions, width, theme), row, width, theme);
}

function withMark(lines: readonly Line[], mark: string, width: number, theme: Theme): Line[] {
  const last = lines.at(-1) ?? { painted: '', cells: 0 };
  const cells = last.cells + 2 + mark.length;
  if (cells > width) return [...lines, { painted: theme.dim(mark), cells: mark.length }];
  return lines.with(-1, { painted: `${last.painted}  ${theme.dim(mark)}`, cells });
}

/** At the right of the last line, or on lines of their own. */
function withReactions(
  lines: readonly Line[],
  tallies: readonly Tally[],
  width: number,
  theme: Theme,
): Line[] {
  const marks = tallies.map((tally) => tallyMark(tally, width, theme));
  const all = inOneLine(marks);
  const free = width - (lines.at(-1)?.cells ?? 0) - all.cells;
  if (marks.length === 0) return [...lines];
  if (free >= 2) return withAtRight(lines, all.painted, free, width);
  const rows: Line[][] = [[]];
  for (const mark of marks) {
    const row = rows.at(-1) ?? [];
    if (row.length > 0 && inOneLine([...row, mark]).cells > width) rows.push([mark]);
    else row.push(mark);
  }
  return [...lines, ...rows.map(inOneLine)];
}

function tallyMark({ content, count, isOwn }: Tally, width: number, theme: Theme): Line {
  const text = truncate(`${safeText(content)} ${count}`, width);
  return { painted: (isOwn ? theme.accent : theme.dim)(text), cells: cellWidth(text) };
}

function inOneLine(marks: readonly Line[]): Line {
  const cells = marks.reduce((sum, mark) => sum + mark.cells, 2 * Math.max(0, marks.length - 1));
  return { painted: marks.map(({ painted }) => painted).join('  '), cells };
}

function withAtRight(lines: readonly Line[], mark: string, free: number, width: number): Line[] {
  const painted = `${lines.at(-1)?.painted ?? ''}${' '.repeat(free)}${mark}`;
  return lines.with(-1, { painted, cells: width });
}

/** What has become of one's own message: at the right of its last line, or on a line of its own. */
function withFate(lines: readonly Line[], row: Row, width: number, theme: Theme): Line[] {
  if (row.delivery === 'failed') {
    const reason = wrap(safeText(`not sent: ${row.why ?? 'refused'}`), width - 2);
    const told = reason.map((line, index) => (index === 0 ? '✗ ' : '  ') + line);
    return [
      ...lines,
      ...told.map((line) => ({ painted: theme.bad(line), cells: cellWidth(line) })),
    ];
  }
  if (row.delivery !== 'pending') return [...lines];
  const mark = truncate(safeText(row.why ?? 'sending…'), width);
  const free = width - (lines.at(-1)?.cells ?? 0) - cellWidth(mark);
  if (free >= 2) return withAtRight(lines, theme.warning(mark), free, width);
  return [...lines, { painted: theme.warning(fitRight(mark, width)), cells: width }];
}
