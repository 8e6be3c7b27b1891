// A message of one's own in the input line: how it gets there, and how the line is empty again.
import type { Said } from '../sdk/picks.ts';
import { type Editor, edits, emptyEditor, isInFirstLine, replaced } from './line-editor.ts';
import { editorOf, type Ui, withEditor } from './ui.ts';

/** The message that is being edited in a room. */
export interface Edit {
  readonly seq: number;
  /** Its text before: sent only if it is another one. */
  readonly text: string;
}

/** Nothing is written, and nothing called back from history either. */
export function isIdle(editor: Editor): boolean {
  return editor.text === '' && editor.place === editor.history.length;
}

export function beginEdit(ui: Ui, room: string, { seq }: Said, text: string): Ui {
  const editor = replaced(editorOf(ui, room), text, text.length);
  const begun = withEditor(ui, room, editor);
  return { ...begun, edits: new Map(ui.edits).set(room, { seq, text }), help: undefined };
}

/** The line is empty again, its history and what was cut are as they were. */
export function endEdit(ui: Ui, room: string): Ui {
  const { killed, history } = editorOf(ui, room);
  const editor = { ...emptyEditor, killed, history, place: history.length };
  const left = new Map(ui.edits);
  left.delete(room);
  return { ...withEditor(ui, room, editor), edits: left };
}

/** Up in a message that was not changed goes on to what one wrote before; in another it does nothing. */
export function editUp(ui: Ui, room: string, { text }: Edit): Ui {
  const editor = editorOf(ui, room);
  if (!isInFirstLine(editor)) return withEditor(ui, room, edits.up(editor));
  if (editor.text !== text) return ui;
  const ended = endEdit(ui, room);
  const called = edits.up(editorOf(ended, room));
  // The message itself is mostly what was written last: it would look as if nothing had happened.
  return withEditor(ended, room, called.text === text ? edits.up(called) : called);
}
