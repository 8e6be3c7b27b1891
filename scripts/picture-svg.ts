// Terminals as one SVG: text at its cells, lines drawn as lines, no font or file but the reader's own.
import { colors } from './picture-colors.ts';
import { isLine, merged, type Stroke, strokesOf } from './picture-lines.ts';
import { type Run, type Shot, wordsOf } from './picture-shot.ts';

export interface Window {
  readonly title: string;
  readonly shot: Shot;
  /** Its upper left corner. */
  readonly x: number;
  readonly y: number;
  /** Instead of what its cells need. */
  readonly width?: number;
}

// Most monospaced fonts are 0.6 of their size wide; `textLength` corrects the others.
const fontSize = 14;
const cell = { width: 8.4, height: 18 } as const;
/** From the top of a row to the line on which its letters stand. */
const baseline = 13.5;
const padding = 12;
const titleHeight = 28;
const corner = 8;
/** Marks the current room, and messages that name the reader. */
const leftHalf = '▌';

const fonts =
  'ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace';
const style = [
  `text{font:${fontSize}px ${fonts};white-space:pre}`,
  '.bold{font-weight:700}.italic{font-style:italic}.underlined{text-decoration:underline}',
  // Grounds of rows that touch show no line between them.
  '.ground{shape-rendering:crispEdges}',
  '.middle{text-anchor:middle}.title{font-size:12.5px;text-anchor:middle}',
].join('');

/** How large a window of so many cells is. */
export function windowSize(columns: number, rows: number): { width: number; height: number } {
  return {
    width: round(columns * cell.width + 2 * padding),
    height: rows * cell.height + 2 * padding + titleHeight,
  };
}

/** @param description what is to be seen, for those who can't */
export function renderPicture(windows: readonly Window[], description: string): string {
  const corners = windows.map((window) => {
    const { width, height } = sizeOf(window);
    return { x: window.x + width, y: window.y + height };
  });
  const width = round(Math.max(...corners.map(({ x }) => x)) + 2);
  const height = round(Math.max(...corners.map(({ y }) => y)) + 2);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 ${width} ${height}" role="img" aria-labelledby="about">`,
    `<title id="about">${escaped(description)}</title>`,
    `<style>${style}</style>`,
    ...windows.map(renderWindow),
    '</svg>\n',
  ].join('\n');
}

function sizeOf({ shot, width }: Window): { width: number; height: number } {
  const size = windowSize(shot.columns, shot.rows);
  return { ...size, width: round(width ?? size.width) };
}

function renderWindow(window: Window): string {
  const { title, shot, x, y } = window;
  const { width, height } = sizeOf(window);
  const buttons = [0, 1, 2].map(
    (at) => `<circle cx="${18 + at * 16}" cy="14" r="4.5" fill="${colors.button}"/>`,
  );
  return [
    `<g transform="translate(${x} ${y})" fill="${colors.text}">`,
    `<rect width="${width}" height="${height}" rx="${corner}" fill="${colors.window}"/>`,
    `<path d="M0 ${titleHeight}V${corner}a${corner} ${corner} 0 0 1 ${corner}-${corner}H${round(width - corner)}a${corner} ${corner} 0 0 1 ${corner} ${corner}V${titleHeight}z" fill="${colors.title}"/>`,
    `<rect width="${width}" height="${height}" rx="${corner}" fill="none" stroke="${colors.frame}"/>`,
    ...buttons,
    `<text x="${round(width / 2)}" y="18.5" class="title" fill="${colors.caption}">${escaped(title)}</text>`,
    `<g transform="translate(${padding} ${titleHeight + padding})">`,
    ...renderShot(shot),
    '</g></g>',
  ].join('\n');
}

function renderShot({ lines }: Shot): string[] {
  const runs = lines.flatMap((line, row) => line.map((run) => ({ run, row })));
  return [
    ...runs.flatMap(({ run, row }) => ground(run, row)),
    ...merged(runs.flatMap(({ run, row }) => linesOf(run, row))).map(line),
    ...runs.flatMap(({ run, row }) => (isLine(run.text[0] ?? '') ? [] : words(run, row))),
  ];
}

function ground({ column, cells, style }: Run, row: number): string[] {
  return style.background === undefined ? [] : [box(column, row, cells, style.background)];
}

function linesOf({ column, text, style }: Run, row: number): Stroke[] {
  return [...text].flatMap((character, at) => strokesOf(character, column + at, row, style.color));
}

function line({ color, isVertical, at, from, to }: Stroke): string {
  const path = isVertical ? `M${x(at)} ${y(from)}V${y(to)}` : `M${x(from)} ${y(at)}H${x(to)}`;
  return `<path d="${path}" stroke="${color}"/>`;
}

function words(run: Run, row: number): string[] {
  return wordsOf(run).map((word) => shown(word, row));
}

function shown(run: Run, row: number): string {
  if (run.text === leftHalf) return box(run.column, row, 0.5, run.style.color);
  const { color, isBold, isItalic, isUnderlined } = run.style;
  const isAlone = graphemes(run.text) === 1;
  const classes = [
    ...(isBold ? ['bold'] : []),
    ...(isItalic ? ['italic'] : []),
    ...(isUnderlined ? ['underlined'] : []),
    ...(isAlone ? ['middle'] : []),
  ];
  const attributes = [
    `x="${x(run.column + (isAlone ? run.cells / 2 : 0))}" y="${round(y(row) + baseline)}"`,
    ...(isAlone ? [] : [`textLength="${x(run.cells)}" lengthAdjust="spacingAndGlyphs"`]),
    ...(classes.length === 0 ? [] : [`class="${classes.join(' ')}"`]),
    ...(color === colors.text ? [] : [`fill="${color}"`]),
  ];
  return `<text ${attributes.join(' ')}>${escaped(run.text)}</text>`;
}

function box(column: number, row: number, cells: number, fill: string): string {
  return `<rect x="${x(column)}" y="${y(row)}" width="${x(cells)}" height="${y(1)}" class="ground" fill="${fill}"/>`;
}

function graphemes(text: string): number {
  return [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].length;
}

function x(columns: number): number {
  return round(columns * cell.width);
}

function y(rows: number): number {
  return round(rows * cell.height);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escaped(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return text.replace(/[&<>]/g, (character) => names[character] ?? character);
}
