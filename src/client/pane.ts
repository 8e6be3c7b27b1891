// The message pane: the rows of a room as lines, made once for a width, and the window over them.
import { RecentMap } from '../sdk/recent-map.ts';
import type { Row } from '../sdk/row.ts';
import type { Rows } from '../sdk/rows.ts';
import { type RowStyle, rowLines } from './row-lines.ts';
import type { Rows as LineRows } from './viewport.ts';

/** More than a few screens of the largest terminals. */
const rowsKept = 1_000;

/** Makes the rows of a room readable for the viewport; lines are kept as long as rows and style are. */
export class Pane {
  readonly #lines = new RecentMap<Row, readonly string[]>(rowsKept);
  #style: RowStyle | undefined;

  over(rows: Rows, style: RowStyle): LineRows {
    if (!isSameStyle(style, this.#style)) {
      this.#lines.clear();
      this.#style = style;
    }
    return {
      count: rows.length,
      keyAt: (index) => rows.at(index)?.key ?? '',
      indexOf: (key) => rows.indexOf(key),
      linesAt: (index) => this.#linesOf(rows.at(index), style),
    };
  }

  #linesOf(row: Row | undefined, style: RowStyle): readonly string[] {
    if (row === undefined) return [''];
    const held = this.#lines.get(row);
    if (held !== undefined) return held;
    const lines = rowLines(row, style);
    this.#lines.set(row, lines);
    return lines;
  }
}

/** Whether lines made for the one stand as well for the other. */
function isSameStyle(one: RowStyle, other: RowStyle | undefined): boolean {
  return (
    other !== undefined &&
    one.layout.mainWidth === other.layout.mainWidth &&
    one.layout.nameWidth === other.layout.nameWidth &&
    one.theme === other.theme &&
    one.me === other.me &&
    one.hasLinks === other.hasLinks &&
    one.times === other.times &&
    one.names === other.names &&
    one.nameWidth === other.nameWidth
  );
}
