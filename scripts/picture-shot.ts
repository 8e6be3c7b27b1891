// What a terminal shows, cell by cell: bytes that a program wrote become runs of text, each of one style.
import headless from '@xterm/headless';
import { graphemeWidths } from '../test/support/grapheme-widths.ts';
import { colorOf, colors, mixed } from './picture-colors.ts';

type Terminal = InstanceType<typeof headless.Terminal>;
type Line = NonNullable<ReturnType<Terminal['buffer']['active']['getLine']>>;
type Cell = NonNullable<ReturnType<Line['getCell']>>;

/** How much of its colour a dim text keeps. */
const dimness = 0.6;

export interface Style {
  readonly color: string;
  /** Undefined: the window's own. */
  readonly background: string | undefined;
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly isUnderlined: boolean;
}

export interface Run {
  readonly column: number;
  readonly cells: number;
  readonly text: string;
  readonly style: Style;
}

export interface Shot {
  readonly columns: number;
  readonly rows: number;
  /** From the top, each from the left, the cursor among them; what is nothing but blank is left out. */
  readonly lines: readonly (readonly Run[])[];
}

/** @param received all that the program wrote, in a terminal that always had this size */
export async function shoot(received: string, columns: number, rows: number): Promise<Shot> {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  terminal.unicode.register(graphemeWidths);
  terminal.unicode.activeVersion = graphemeWidths.version;
  await new Promise<void>((resolve) => terminal.write(received, resolve));

  const { active } = terminal.buffer;
  const isHidden = received.lastIndexOf('\u001b[?25l') > received.lastIndexOf('\u001b[?25h');
  const lines = Array.from({ length: rows }, (_, row) => {
    const hasCursor = !isHidden && row === active.cursorY;
    return runsOf(active.getLine(active.baseY + row), columns, hasCursor ? active.cursorX : -1);
  });
  terminal.dispose();
  return { columns, rows, lines };
}

/** @param cursor its column; -1: it is not in this line */
function runsOf(line: Line | undefined, columns: number, cursor: number): Run[] {
  const runs: Run[] = [];
  for (let column = 0; column < columns; column += 1) {
    const cell = line?.getCell(column);
    if (cell === undefined || cell.getWidth() === 0) continue; // the right half of a wide character
    const run = {
      column,
      cells: cell.getWidth(),
      text: cell.isInvisible() ? ' ' : cell.getChars() || ' ',
      style: column === cursor ? underCursor : styleOf(cell),
    };
    const last = runs.at(-1);
    if (last !== undefined && belongTogether(last, run)) runs[runs.length - 1] = joined(last, run);
    else runs.push(run);
  }
  return runs.filter(({ text, style }) => style.background !== undefined || text.trim() !== '');
}

// What every monospaced font has, and the lines that boxes are made of. Anything else may come from
// another font, with other widths, and so gets a place of its own.
const letters = /^[\u0020-\u024f\u2010-\u2026]+$/;
const boxLines = /^[\u2500-\u257f]+$/;

function belongTogether(one: Run, next: Run): boolean {
  const areAlike = [letters, boxLines].some((kind) => kind.test(one.text) && kind.test(next.text));
  return areAlike && isSameStyle(one.style, next.style);
}

function joined(one: Run, next: Run): Run {
  return { ...one, cells: one.cells + next.cells, text: one.text + next.text };
}

/** The words of a run, cut where two blanks or more are between them: not everything that draws keeps blanks. */
export function wordsOf(run: Run): Run[] {
  return [...run.text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: text, index }) => ({
    ...run,
    column: run.column + index,
    cells: run.cells === run.text.length ? text.length : run.cells,
    text,
  }));
}

const underCursor: Style = {
  color: colors.window,
  background: colors.text,
  isBold: false,
  isItalic: false,
  isUnderlined: false,
};

function styleOf(cell: Cell): Style {
  const own = colorOf(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor()) ?? colors.text;
  const behind = colorOf(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor());
  const isInverse = cell.isInverse() !== 0;
  const color = isInverse ? (behind ?? colors.window) : own;
  const background = isInverse ? own : behind;
  return {
    color: cell.isDim() ? mixed(color, background ?? colors.window, dimness) : color,
    background,
    isBold: cell.isBold() !== 0,
    isItalic: cell.isItalic() !== 0,
    isUnderlined: cell.isUnderline() !== 0,
  };
}

function isSameStyle(one: Style, other: Style): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
