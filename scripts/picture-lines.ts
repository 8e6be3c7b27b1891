// The characters that are lines, as lines: glyphs of most fonts leave gaps between rows.

/** A straight line, in cells from the screen's upper left corner. */
export interface Stroke {
  readonly color: string;
  readonly isVertical: boolean;
  /** How far from the left if it is vertical, else from the top. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Which arms reach from the middle of the cell to its edges. */
const arms: Readonly<Record<string, string>> = {
  '─': 'left right',
  '│': 'up down',
  '┌': 'right down',
  '┐': 'left down',
  '└': 'right up',
  '┘': 'left up',
  '├': 'right up down',
  '┤': 'left up down',
  '┬': 'left right down',
  '┴': 'left right up',
  '┼': 'left right up down',
  '╭': 'right down',
  '╮': 'left down',
  '╰': 'right up',
  '╯': 'left up',
};

export function isLine(character: string): boolean {
  return character in arms;
}

export function strokesOf(character: string, column: number, row: number, color: string): Stroke[] {
  const across = { color, isVertical: false, at: row + 0.5 };
  const upright = { color, isVertical: true, at: column + 0.5 };
  const all: Readonly<Record<string, Stroke>> = {
    left: { ...across, from: column, to: column + 0.5 },
    right: { ...across, from: column + 0.5, to: column + 1 },
    up: { ...upright, from: row, to: row + 0.5 },
    down: { ...upright, from: row + 0.5, to: row + 1 },
  };
  return (arms[character] ?? '').split(' ').flatMap((arm) => all[arm] ?? []);
}

/** Strokes that continue one another, as one. */
export function merged(strokes: readonly Stroke[]): Stroke[] {
  const lines = Map.groupBy(strokes, ({ color, isVertical, at }) => `${color} ${isVertical} ${at}`);
  return [...lines.values()].flatMap((line) => {
    const whole: Stroke[] = [];
    for (const stroke of line.toSorted((one, other) => one.from - other.from)) {
      const last = whole.at(-1);
      if (last?.to === stroke.from) whole[whole.length - 1] = { ...last, to: stroke.to };
      else whole.push(stroke);
    }
    return whole;
  });
}
