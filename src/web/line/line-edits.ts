// The edits of a line that a browser's text field does not have: where each moves to, what each cuts.
import { nextBoundary, previousBoundary } from '../../ui/graphemes.ts';
import type { EditName } from '../../ui/key-table.ts';
import { lineEnd, lineStart, wordEnd, wordStart } from '../../ui/text-motion.ts';

export interface Cut {
  readonly from: number;
  readonly to: number;
  /** It can be put back. */
  readonly isKept: boolean;
}

type Motion = (text: string, cursor: number) => number;

const motions: Readonly<Partial<Record<EditName, Motion>>> = {
  left: previousBoundary,
  right: nextBoundary,
  'word-left': wordStart,
  'word-right': wordEnd,
  'line-start': lineStart,
  'line-end': lineEnd,
};

/** Each cuts between the cursor and there. */
const cuts: Readonly<Partial<Record<EditName, Motion>>> = {
  backspace: previousBoundary,
  delete: nextBoundary,
  'kill-word-left': (text, cursor) => /\S*\s*$/u.exec(text.slice(0, cursor))?.index ?? 0,
  'kill-subword-left': wordStart,
  'kill-word-right': wordEnd,
  'kill-to-start': lineStart,
  // At a line's end it takes the line break, as everywhere.
  'kill-to-end': (text, cursor) => {
    const end = lineEnd(text, cursor);
    return end === cursor ? nextBoundary(text, cursor) : end;
  },
};

/** Where the cursor goes; it stays for what is no motion. */
export function moveTarget(edit: EditName, text: string, cursor: number): number {
  return motions[edit]?.(text, cursor) ?? cursor;
}

export function isCut(edit: EditName): boolean {
  return edit === 'kill-all' || cuts[edit] !== undefined;
}

export function cutRange(edit: EditName, text: string, cursor: number): Cut | undefined {
  if (edit === 'kill-all') return { from: 0, to: text.length, isKept: true };
  const end = cuts[edit]?.(text, cursor);
  if (end === undefined) return undefined;
  const isKept = edit.startsWith('kill');
  return { from: Math.min(end, cursor), to: Math.max(end, cursor), isKept };
}
