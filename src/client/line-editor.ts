// The text being written, as a value: every key makes a new one. Moves and deletes by grapheme.

import { nextBoundary, previousBoundary } from '../ui/graphemes.ts';
import type { EditName } from '../ui/key-table.ts';
import { lineEnd, lineStart, wordEnd, wordStart } from '../ui/text-motion.ts';
import { cellWidth, prefixOfWidth } from './cells.ts';

/** What a message may hold at most, in code points. */
export const maxCodePoints = 4000;

/** What a draft may: more, so that a paste that is too long is shortened by its writer, not by us. */
export const maxDraftCodePoints = 16_000;

/** How many submitted texts can be called back. */
export const maxHistory = 500;

export interface Editor {
  readonly text: string;
  /** Where the next text goes, in UTF-16 units; always between two graphemes. */
  readonly cursor: number;
  /** What was killed last, for `yank`. */
  readonly killed: string;
  /** The last edit was a kill: the next one adds to what it took. */
  readonly isKilling: boolean;
  /** Some of the text was pasted: nobody has read it while typing it. */
  readonly hasPaste: boolean;
  /** Submitted texts, oldest first. */
  readonly history: readonly string[];
  /** The place in `history` that is shown; its length stands for the text not yet submitted. */
  readonly place: number;
  /** What was being written when history was called. */
  readonly draft: string;
}

export const emptyEditor: Editor = {
  text: '',
  cursor: 0,
  killed: '',
  isKilling: false,
  hasPaste: false,
  history: [],
  place: 0,
  draft: '',
};

/** `text` at the cursor; what would go over the limit is left out. */
export function insert(editor: Editor, text: string): Editor {
  const room = maxDraftCodePoints - codePoints(editor.text);
  const fitting = [...cleaned(text)].slice(0, Math.max(0, room)).join('');
  const before = editor.text.slice(0, editor.cursor) + fitting;
  return edited(editor, before + editor.text.slice(editor.cursor), before.length);
}

/** What was pasted, at the cursor. */
export function paste(editor: Editor, text: string): Editor {
  return { ...insert(editor, text), hasPaste: true };
}

/** The text with its cursor placed, as completion and recall need it. */
export function replaced(editor: Editor, text: string, cursor: number): Editor {
  return edited(editor, text, cursor);
}

/** An empty line whose history ends with what was submitted, and before it what was being written meanwhile. */
export function submitted(editor: Editor): Editor {
  const { text, killed, place, draft } = editor;
  const waiting = place < editor.history.length && draft !== text ? draft : '';
  const history = added(added(editor.history, waiting), text);
  return { ...emptyEditor, killed, history, place: history.length };
}

/** A text of the history in the line, the newest where it stands there more than once. */
export function callBack(editor: Editor, text: string): Editor {
  return recalled(editor, editor.history.lastIndexOf(text));
}

function added(history: readonly string[], text: string): readonly string[] {
  const isNew = text.trim() !== '' && text !== history.at(-1);
  return isNew ? [...history, text].slice(-maxHistory) : history;
}

/** Whether Up would leave the text. */
export function isInFirstLine(editor: Editor): boolean {
  return lineStart(editor.text, editor.cursor) === 0;
}

/** The edits that keys can be bound to. */
export const edits: Readonly<Record<EditName, (editor: Editor) => Editor>> = {
  left: (e) => moved(e, previousBoundary(e.text, e.cursor)),
  right: (e) => moved(e, nextBoundary(e.text, e.cursor)),
  'word-left': (e) => moved(e, wordStart(e.text, e.cursor)),
  'word-right': (e) => moved(e, wordEnd(e.text, e.cursor)),
  'line-start': (e) => moved(e, lineStart(e.text, e.cursor)),
  'line-end': (e) => moved(e, lineEnd(e.text, e.cursor)),
  up: (e) => lineUp(e) ?? recalled(e, e.place - 1),
  down: (e) => lineDown(e) ?? recalled(e, e.place + 1),
  newline: (e) => insert(e, '\n'),
  backspace: (e) => cut(e, previousBoundary(e.text, e.cursor), e.cursor),
  delete: (e) => cut(e, e.cursor, nextBoundary(e.text, e.cursor)),
  transpose: (e) => transposed(e),
  'kill-word-left': (e) => killed(e, spaceWordStart(e.text, e.cursor), e.cursor),
  'kill-subword-left': (e) => killed(e, wordStart(e.text, e.cursor), e.cursor),
  'kill-word-right': (e) => killed(e, e.cursor, wordEnd(e.text, e.cursor)),
  'kill-to-start': (e) => killed(e, lineStart(e.text, e.cursor), e.cursor),
  'kill-to-end': (e) => killed(e, e.cursor, killEnd(e.text, e.cursor)),
  'kill-all': (e) => killed(e, 0, e.text.length),
  yank: (e) => insert(e, e.killed),
};

function edited(editor: Editor, text: string, cursor: number): Editor {
  const hasPaste = editor.hasPaste && text !== '';
  return { ...editor, text, cursor: snapped(text, cursor), isKilling: false, hasPaste };
}

function moved(editor: Editor, cursor: number): Editor {
  return { ...editor, cursor: snapped(editor.text, cursor), isKilling: false };
}

function cut(editor: Editor, from: number, to: number): Editor {
  return edited(editor, editor.text.slice(0, from) + editor.text.slice(to), from);
}

/** Kills in a row are yanked together, in the order in which they stood. */
function killed(editor: Editor, from: number, to: number): Editor {
  if (from === to) return editor;
  const taken = editor.text.slice(from, to);
  const earlier = editor.isKilling ? editor.killed : '';
  const all = to === editor.cursor ? taken + earlier : earlier + taken;
  return { ...cut(editor, from, to), killed: all, isKilling: true };
}

function transposed(editor: Editor): Editor {
  const { text } = editor;
  const middle =
    editor.cursor === text.length ? previousBoundary(text, editor.cursor) : editor.cursor;
  const start = previousBoundary(text, middle);
  const end = nextBoundary(text, middle);
  if (start === middle || middle === end) return editor;
  const swapped = text.slice(middle, end) + text.slice(start, middle);
  return edited(editor, text.slice(0, start) + swapped + text.slice(end), end);
}

function recalled(editor: Editor, place: number): Editor {
  if (place < 0 || place > editor.history.length) return editor;
  const { history, draft } = withDraft(editor);
  const text = editor.history[place] ?? draft;
  // Where the draft has gone to the history of old, the way forward is one longer, or starts one earlier.
  const dropped = history === editor.history ? 0 : editor.history.length + 1 - history.length;
  const isAtEnd = place === editor.history.length;
  const next = isAtEnd ? history.length : Math.max(0, place - dropped);
  return { ...edited(editor, text, text.length), history, place: next, draft };
}

/** What is written in the line becomes the draft; an earlier draft can be called back like what was submitted. */
function withDraft({ text, history, place, draft }: Editor): Pick<Editor, 'history' | 'draft'> {
  if (place === history.length) return { history, draft: text };
  if (text.trim() === '' || text === history[place]) return { history, draft };
  return { history: added(history, draft), draft: text };
}

function lineUp(editor: Editor): Editor | undefined {
  const start = lineStart(editor.text, editor.cursor);
  return start === 0 ? undefined : inColumn(editor, lineStart(editor.text, start - 1));
}

function lineDown(editor: Editor): Editor | undefined {
  const end = lineEnd(editor.text, editor.cursor);
  return end === editor.text.length ? undefined : inColumn(editor, end + 1);
}

/** The cursor in the line that begins at `start`, as far in as it stands in its own. */
function inColumn(editor: Editor, start: number): Editor {
  const column = cellWidth(editor.text.slice(lineStart(editor.text, editor.cursor), editor.cursor));
  const line = editor.text.slice(start, lineEnd(editor.text, start));
  return moved(editor, start + prefixOfWidth(line, column).length);
}

/** A kill at a line's end takes the line break, as everywhere. */
function killEnd(text: string, cursor: number): number {
  const end = lineEnd(text, cursor);
  return end === cursor ? nextBoundary(text, cursor) : end;
}

function spaceWordStart(text: string, cursor: number): number {
  return /\S*\s*$/u.exec(text.slice(0, cursor))?.index ?? 0;
}

/** What can stand in a message: no controls but newline and tab, no half characters. */
function cleaned(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}--[\n\t]]/gv, '')
    .toWellFormed();
}

function snapped(text: string, cursor: number): number {
  const isBoundary = cursor === 0 || nextBoundary(text, previousBoundary(text, cursor)) === cursor;
  return isBoundary ? cursor : nextBoundary(text, cursor);
}

/** How many characters a text has as limits count them. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
