// The screen as it stands: takes ready lines in their rectangles, and writes what has changed in one go.
import { type CellRow, type Piece, rowOf } from './painted-cells.ts';
import { goTo, rowUpdate } from './row-update.ts';
import { frameEnd, frameStart, hiddenCursor } from './terminal-modes.ts';

/** Ready lines in a rectangle. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

const begin = frameStart + hiddenCursor.set;
const end = hiddenCursor.reset + frameEnd;

export class Surface {
  readonly #write: (output: string) => void;
  readonly #drawable: (line: string) => string;
  #columns: number;
  #rows: number;
  readonly #regions = new Map<string, Region>();
  #cursor = { x: 0, y: 0 };
  /** What the terminal shows, and what it was made from. */
  #shown: ({ readonly pieces: readonly Piece[]; readonly row: CellRow } | undefined)[] = [];
  #shownCursor: { readonly x: number; readonly y: number } | undefined;
  #isPaused = false;

  /** @param drawable makes a line of what the terminal's font has */
  constructor(
    columns: number,
    rows: number,
    write: (output: string) => void,
    drawable = (line: string) => line,
  ) {
    this.#drawable = drawable;
    this.#columns = columns;
    this.#rows = rows;
    this.#write = write;
  }

  resize(columns: number, rows: number): void {
    this.#columns = columns;
    this.#rows = rows;
    this.forget();
  }

  place(name: string, region: Region): void {
    this.#regions.set(name, region);
  }

  remove(name: string): void {
    this.#regions.delete(name);
  }

  setCursor(x: number, y: number): void {
    this.#cursor = { x, y };
  }

  /** Somebody else has written there: the next frame is drawn whole. */
  forget(): void {
    this.#shown = [];
    this.#shownCursor = undefined;
  }

  /** While somebody else has the terminal nothing is written. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.forget();
  }

  flush(): void {
    if (this.#isPaused) return;
    const updates: string[] = [];
    for (let y = 0; y < this.#rows; y += 1) {
      const update = this.#updateRow(y);
      if (update !== '') updates.push(update);
    }
    const { x, y } = this.#cursor;
    const at = this.#shownCursor;
    if (updates.length === 0 && at?.x === x && at.y === y) return;
    this.#shownCursor = this.#cursor;
    const output = updates.join('') + goTo(y, x);
    if (at === undefined || updates.length > 1) this.#write(begin + output + end);
    else this.#write(withoutStart(output, goTo(at.y, at.x)));
  }

  #updateRow(y: number): string {
    const pieces = this.#piecesOf(y);
    const shown = this.#shown[y];
    if (shown && isSamePieces(shown.pieces, pieces)) return '';
    const row = rowOf(pieces.map(this.#made), this.#columns);
    this.#shown[y] = { pieces, row };
    return rowUpdate(shown?.row, row, y);
  }

  readonly #made = (piece: Piece): Piece => ({ ...piece, painted: this.#drawable(piece.painted) });

  #piecesOf(y: number): Piece[] {
    const pieces: Piece[] = [];
    for (const { x, y: top, width, height, lines } of this.#regions.values()) {
      if (y < top || y >= top + height) continue;
      pieces.push({ x, width, painted: lines[y - top] ?? '' });
    }
    return pieces;
  }
}

/** A key that is typed goes where the cursor stands already. */
function withoutStart(output: string, start: string): string {
  return output.startsWith(start) && output !== start ? output.slice(start.length) : output;
}

function isSamePieces(one: readonly Piece[], other: readonly Piece[]): boolean {
  return (
    one.length === other.length &&
    one.every((piece, index) => {
      const same = other[index];
      return piece.painted === same?.painted && piece.x === same.x && piece.width === same.width;
    })
  );
}
