// One row of the timeline as painted lines: time, name and text each in its column.
import { showDay } from '../sdk/local-time.ts';
import type { Row } from '../sdk/row.ts';
import { type Paragraph, paragraphsOf } from '../ui/paragraphs.ts';
import { safeLines, safeText } from '../ui/safe-text.ts';
import { mentionPattern } from '../ui/spans.ts';
import { isNewTime, showTime, timeWidth } from '../ui/time-format.ts';
import { cellWidth, fitLeft, fitRight, truncate } from './cells.ts';
import { type Columns, columnsOf, type Layout } from './layout.ts';
import type { Look } from './look.ts';
import { type Brush, paragraphLines } from './paragraph-lines.ts';
import { hitLines, type Line, quoteLines, withMarks } from './row-marks.ts';
import type { Paint, Theme } from './theme.ts';
import { wrapTerm } from './wrap.ts';

export interface RowStyle extends Look {
  readonly layout: Layout;
  /** One's own name, which is set off where somebody says it. */
  readonly me: string;
}

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

/** A line across the pane with a word in its middle. */
export function ruled(word: string, width: number, paint: Paint): string {
  const label = truncate(` ${word} `, width - 6);
  const free = Math.max(0, width - 2 - cellWidth(label));
  const left = Math.floor(free / 2);
  return ` ${paint('─'.repeat(left) + label + '─'.repeat(free - left))} `;
}

/** How many lines of a row stand before what it says: they announce a day, or what is new. */
export function linesBefore({ day, unread }: Row): number {
  return (day === undefined ? 0 : 1) + (unread === undefined ? 0 : 1);
}

function messageLines(row: Row, style: RowStyle): string[] {
  const { theme } = style;
  const columns = columnsOf(style.layout, timeWidth(style.times), style.nameWidth);
  const width = columns.textWidth;
  const speaker = speakerOf(row, style, columns);
  const said = saidLines(row, speaker, width, style);
  const lines = [...quoteLines(row, width, theme), ...withMarks(said, row, width, theme)];
  const indent = ' '.repeat(columns.textColumn);
  return lines.map(
    ({ painted }, index) =>
      (index === 0 ? prefixOf(row, speaker, style, columns) : indent) + painted,
  );
}

function saidLines(row: Row, { lead, paint }: Speaker, width: number, style: RowStyle): Line[] {
  const lines = safeLines(row.text);
  if (row.kind === 'info') return infoLines(lines, lead, paint, width);
  const paragraphs: readonly Paragraph[] =
    row.kind === 'text' && !row.isDeleted
      ? paragraphsOf(lines)
      : lines.map((text) => ({ kind: 'prose', text }));
  const brush: Brush = {
    theme: style.theme,
    lead: paint,
    ground: groundOf(row, style.theme),
    mention: row.isMention ? mentionPattern(style.me) : undefined,
    linkId: style.hasLinks ? row.key : undefined,
  };
  return withLead(paragraphs, lead).flatMap((paragraph, index) =>
    paragraphLines(paragraph, index === 0 ? lead.length : 0, width, brush, index),
  );
}

/** The name in front of the text, where it has no column; code does not begin behind a name. */
function withLead(paragraphs: readonly Paragraph[], lead: string): readonly Paragraph[] {
  const [first, ...rest] = paragraphs;
  if (lead === '') return paragraphs;
  if (first?.kind !== 'prose') return [{ kind: 'prose', text: lead }, ...paragraphs];
  return [{ kind: 'prose', text: `${lead} ${first.text}` }, ...rest];
}

/** What is painted in one colour whatever it says, and that colour. */
function groundOf(row: Row, theme: Theme): Paint | undefined {
  if (row.delivery === 'failed' || row.kind === 'problem') return theme.bad;
  const isFaint =
    row.delivery === 'pending' || row.isDeleted || row.kind === 'presence' || row.kind === 'change';
  return isFaint ? theme.dim : undefined;
}

/** The client's own tables, `term   meaning`, keep their columns. */
function infoLines(lines: readonly string[], lead: string, paint: Paint, width: number): Line[] {
  const [first = '', ...rest] = lines;
  const wrapped = [lead === '' ? first : `${lead} ${first}`, ...rest].flatMap((line) =>
    wrapTerm(line, width),
  );
  return wrapped.map((line, index) => {
    const isLed = lead !== '' && index === 0 && line.startsWith(lead);
    const painted = isLed ? paint(lead) + line.slice(lead.length) : line;
    return { painted, cells: cellWidth(line) };
  });
}

interface Speaker {
  /** What stands in the column of names, where there is one. */
  readonly column: string;
  /** What stands in front of the text and is painted with it. */
  readonly lead: string;
  readonly paint: Paint;
}

const signs = { presence: '·', info: '·', problem: '!', change: '*', action: '*' } as const;

function speakerOf(row: Row, { theme }: RowStyle, { nameWidth }: Columns): Speaker {
  const paint = row.sender === undefined ? signPaint(row, theme) : theme.name(row.sender);
  const hasColumn = nameWidth > 0;
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
function prefixOf(
  row: Row,
  speaker: Speaker,
  { theme, times, names }: RowStyle,
  { timeWidth, nameWidth }: Columns,
): string {
  const mark = row.isHit ? theme.warning('►') : ' ';
  const edge = row.isMention && !row.isHit ? theme.mention('▌') : mark;
  const told = timeWidth > 0 && isNewTime(row, times) ? showTime(row.time, row.seconds, times) : '';
  const time = told === '' ? ' '.repeat(timeWidth) : theme.dim(fitRight(told, timeWidth));
  const start = timeWidth === 0 ? edge : `${edge}${time} `;
  if (nameWidth === 0) return start;
  if (speaker.column === '') return start + ' '.repeat(nameWidth + 2);
  const fit = names === 'right' ? fitRight : fitLeft;
  return `${start}${speaker.paint(fit(speaker.column, nameWidth))}  `;
}
