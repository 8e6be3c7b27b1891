// How the screen is divided, for every size of terminal.

export interface Layout {
  readonly columns: number;
  readonly rows: number;
  /** Without its rule; 0 when it is folded away. */
  readonly sidebarWidth: number;
  /** What the messages have, a cell of margin on either side included. */
  readonly mainWidth: number;
  /** The room's name and topic above the messages. */
  readonly hasHeader: boolean;
  /** A line between them. */
  readonly hasHeaderRule: boolean;
  /** A line between messages and input. */
  readonly hasInputRule: boolean;
  readonly hasStatus: boolean;
  /** The input may grow to so many lines. */
  readonly maxInputRows: number;
  /** Names stand in a column of their own, so wide; 0: in front of the text. */
  readonly nameWidth: number;
}

const foldsUnder = 60;
const bareUnder = 8;
const ruleFrom = 16;

/** @param sidebar as the person wants it; otherwise as the width has it */
export function layoutFor(columns: number, rows: number, sidebar?: 'on' | 'off'): Layout {
  const hasSidebar = sidebar === undefined ? columns >= foldsUnder : sidebar === 'on';
  const wide = columns < 100 ? 16 : columns < 140 ? 20 : 24;
  const sidebarWidth = hasSidebar && columns >= 2 * wide ? wide : 0;
  const isBare = rows < bareUnder;
  return {
    columns,
    rows,
    sidebarWidth,
    mainWidth: columns - (sidebarWidth === 0 ? 0 : sidebarWidth + 1),
    hasHeader: !isBare,
    hasHeaderRule: rows >= ruleFrom,
    hasInputRule: !isBare,
    hasStatus: !isBare,
    maxInputRows: Math.max(1, Math.floor(rows / 3)),
    nameWidth: columns < foldsUnder ? 0 : columns < 100 ? 10 : 14,
  };
}

/** The rows that are left to the messages beside an input of so many. */
export function paneHeight(layout: Layout, inputRows: number): number {
  const taken = [layout.hasHeader, layout.hasHeaderRule, layout.hasInputRule, layout.hasStatus];
  return Math.max(1, layout.rows - inputRows - taken.filter(Boolean).length);
}
