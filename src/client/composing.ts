// What the input line is for when it is not for a new message: one that is edited, or answered.
import type { Said } from '../sdk/picks.ts';
import { type Editor, edits, isInFirstLine, replaced } from './line-editor.ts';
import { editorOf, type Ui, withComposing, withEditor } from './ui.ts';

export type Composing = Edit | Answer;

/** The message that is being edited in a room. */
export interface Edit {
  readonly does: 'edit';
  readonly seq: number;
  /** Its text before: sent only if it is another one. */
  readonly text: string;
  /** The line as it was before, with what had been written in it: it comes back. */
  readonly before: Editor;
}

/** The message that is being replied to. */
export interface Answer {
  readonly does: 'reply';
  readonly seq: number;
  readonly sender: string;
  /** What it says, cut. */
  readonly text: string;
}

/** Nothing is written, and nothing called back from history either. */
export function isIdle(editor: Editor): boolean {
  return editor.text === '' && editor.place === editor.history.length;
}

export function beginEdit(ui: Ui, room: string, { seq }: Pick<Said, 'seq'>, text: string): Ui {
  const left = ui.composing.get(room)?.does === 'edit' ? abandon(ui, room) : ui;
  const before = editorOf(left, room);
  const editor = replaced({ ...before, place: before.history.length }, text, text.length);
  return withComposing(withEditor(left, room, editor), room, { does: 'edit', seq, text, before });
}

/** The draft that is there becomes the answer. */
export function beginAnswer(ui: Ui, room: string, { seq, sender }: Said, text: string): Ui {
  const left = ui.composing.get(room)?.does === 'edit' ? abandon(ui, room) : ui;
  return withComposing(left, room, { does: 'reply', seq, sender, text });
}

/** An edit takes its text along, and what it has cut stays; an answer leaves what was written as a draft. */
export function endComposing(ui: Ui, room: string): Ui {
  const composing = ui.composing.get(room);
  if (composing?.does !== 'edit') return withComposing(ui, room, undefined);
  const { killed } = editorOf(ui, room);
  return withComposing(
    withEditor(ui, room, { ...composing.before, killed, isKilling: false }),
    room,
    undefined,
  );
}

/** The same without having sent anything: the new text of an edit can be put back as what was cut. */
export function abandon(ui: Ui, room: string): Ui {
  const composing = ui.composing.get(room);
  const editor = editorOf(ui, room);
  const isWork = composing?.does === 'edit' && editor.text !== composing.text;
  return endComposing(isWork ? withEditor(ui, room, edits['kill-all'](editor)) : ui, room);
}

/** Up in a message that was not changed goes on to what one wrote before; in another it does nothing. */
export function editUp(ui: Ui, room: string, { text }: Edit): Ui {
  const editor = editorOf(ui, room);
  if (!isInFirstLine(editor)) return withEditor(ui, room, edits.up(editor));
  if (editor.text !== text) return ui;
  const ended = endComposing(ui, room);
  const called = edits.up(editorOf(ended, room));
  // The message itself is mostly what was written last: it would look as if nothing had happened.
  return withEditor(ended, room, called.text === text ? edits.up(called) : called);
}
