// One row of the timeline as painted lines: time, name and text each in its column.
import { showDay } from '../sdk/local-time.ts';
import type { Row } from '../sdk/row.ts';
import { cellWidth, fitRight, truncate } from './cells.ts';
import type { Layout } from './layout.ts';
import { hitLines, type Line, quoteLines, withMarks } from './row-marks.ts';
import { safeLines, safeText } from './safe-text.ts';
import type { Paint, Theme } from './theme.ts';
import { wrap, wrapEntry } from './wrap.ts';

export interface RowStyle {
  readonly layout: Layout;
  readonly theme: Theme;
  /** One's own name, which is set off where somebody says it. */
  readonly me: string;
}

const timeWidth = 5;
/** Where names stand in front of the text, a longer one is cut. */
const maxInlineName = 16;

/** The lines of a row, with the lines that announce a day or what is new before it. */
export function rowLines(row: Row, style: RowStyle): string[] {
  const { layout, theme } = style;
  const lines: string[] = [];
  if (row.day !== undefined) lines.push(ruled(showDay(row.day), layout.mainWidth, theme.dim));
  if (row.unread !== undefined)
    lines.push(ruled(`${row.unread} new`, layout.mainWidth, theme.accent));
  return [...lines, ...hitLines(row, layout.mainWidth, theme), ...messageLines(row, style)];
}

/** The lines of a row that is selected: a mark at the edge of each. */
export function markSelected(lines: readonly string[], _width: number, theme: Theme): string[] {
  return lines.map((line) => theme.accent('▌') + line.replace(/^ /, ''));
}

/** A line across the pane with a word in its middle. */
export function ruled(word: string, width: number, paint: Paint): string {
  const label = truncate(` ${word} `, width - 6);
  const free = Math.max(0, width - 2 - cellWidth(label));
  const left = Math.floor(free / 2);
  return ` ${paint('─'.repeat(left) + label + '─'.repeat(free - left))} `;
}

/** How many cells the text has. */
export function textWidth(layout: Layout): number {
  return Math.max(8, layout.mainWidth - textColumn(layout) - 1);
}

function textColumn(layout: Layout): number {
  const nameColumn = layout.nameWidth === 0 ? 0 : layout.nameWidth + 2;
  return 1 + timeWidth + 1 + nameColumn;
}

function messageLines(row: Row, style: RowStyle): string[] {
  const { layout, theme } = style;
  const speaker = speakerOf(row, style);
  const width = textWidth(layout);
  const said = speaker.lead === '' ? row.text : `${speaker.lead} ${row.text}`;
  const wrapped = safeLines(said).flatMap((line) => wrapLine(line, row, width));
  const painted = wrapped.map((line, index): Line => {
    const lead = index === 0 && line.startsWith(speaker.lead) ? speaker.lead : '';
    const text = paintText(line.slice(lead.length), row, style);
    return { painted: lead === '' ? text : speaker.paint(lead) + text, cells: cellWidth(line) };
  });
  const lines = [...quoteLines(row, width, theme), ...withMarks(painted, row, width, theme)];
  const indent = ' '.repeat(textColumn(layout));
  return lines.map(
    ({ painted: line }, index) => (index === 0 ? prefixOf(row, speaker, style) : indent) + line,
  );
}

/** The client's own tables, `term   meaning`, keep their columns. */
function wrapLine(line: string, row: Row, width: number): string[] {
  const [, term, gap, meaning] = (row.kind === 'info' && /^(\S.*?)( {2,})(\S.*)$/.exec(line)) || [];
  if (term === undefined || gap === undefined || meaning === undefined) return wrap(line, width);
  const termWidth = cellWidth(term) + gap.length - 2;
  return termWidth > width / 2 ? wrap(line, width) : wrapEntry(term, meaning, termWidth, width);
}

interface Speaker {
  /** What stands in the column of names, where there is one. */
  readonly column: string;
  /** What stands in front of the text and is painted with it. */
  readonly lead: string;
  readonly paint: Paint;
}

const signs = { presence: '·', info: '·', problem: '!', change: '*', action: '*' } as const;

function speakerOf(row: Row, { theme, layout }: RowStyle): Speaker {
  const paint = row.sender === undefined ? signPaint(row, theme) : theme.name(row.sender);
  const hasColumn = layout.nameWidth > 0;
  const name = safeText(row.sender ?? '');
  if (row.kind !== 'text') {
    const sign = signs[row.kind];
    const inline = [hasColumn ? '' : sign, truncate(name, maxInlineName)];
    return { column: sign, lead: inline.filter(Boolean).join(' '), paint };
  }
  if (row.isGrouped) return { column: '', lead: '', paint };
  return { column: name, lead: hasColumn ? '' : `${truncate(name, maxInlineName)}:`, paint };
}

function signPaint(row: Row, theme: Theme): Paint {
  return row.kind === 'problem' ? theme.bad : theme.dim;
}

/** A mention is marked at the edge, where the eye finds it while scrolling; so is what is visited. */
function prefixOf(row: Row, speaker: Speaker, { layout, theme }: RowStyle): string {
  const mark = row.isHit ? theme.warning('►') : ' ';
  const edge = row.isMention && !row.isHit ? theme.mention('▌') : mark;
  const time = row.isNewMinute ? theme.dim(row.time.padStart(timeWidth)) : ' '.repeat(timeWidth);
  if (layout.nameWidth === 0) return `${edge}${time} `;
  return `${edge}${time} ${speaker.paint(fitRight(speaker.column, layout.nameWidth))}  `;
}

function paintText(line: string, row: Row, { theme, me }: RowStyle): string {
  if (line === '') return '';
  if (row.delivery === 'pending') return theme.dim(line);
  if (row.delivery === 'failed') return theme.bad(line);
  if (row.isDeleted || row.kind === 'presence' || row.kind === 'change') return theme.dim(line);
  if (row.kind === 'problem') return theme.bad(line);
  return row.isMention ? withNameSetOff(line, me, theme.mention) : line;
}

function withNameSetOff(line: string, me: string, paint: Paint): string {
  if (me === '') return line;
  const escaped = me.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return line.replace(new RegExp(escaped, 'giu'), (found) => paint(found));
}
