// What the line is for when it is not for a new message: one that is edited, or answered.
import { isSecret } from '../../ui/own-commands.ts';
import type { Composing, Ui } from '../ui-state.ts';

export type Edit = Extract<Composing, { does: 'edit' }>;

/** What is written in a room's line. */
export function draftOf({ drafts }: Pick<Ui, 'drafts'>, room: string): string {
  return drafts.get(room) ?? '';
}

/**
 * What of it is to be kept: the new text of an edit is none without the message that it is for, and a
 * secret is kept nowhere.
 */
export function keptDraft(ui: Pick<Ui, 'drafts' | 'composing'>, room: string): string {
  const composing = ui.composing.get(room);
  const text = composing?.does === 'edit' ? composing.before : draftOf(ui, room);
  return isSecret(text) ? '' : text;
}

export function withDraft(ui: Ui, room: string, text: string): Ui {
  if (draftOf(ui, room) === text) return ui;
  const drafts = new Map(ui.drafts);
  if (text === '') drafts.delete(room);
  else drafts.set(room, text);
  return { ...ui, drafts };
}

/** The message's text stands in the line; what was written there comes back afterwards. */
export function beginEdit(ui: Ui, room: string, seq: number, text: string): Ui {
  const left = endEdit(ui, room);
  const before = draftOf(left, room);
  const composing = new Map(left.composing).set(room, { does: 'edit' as const, seq, text, before });
  return { ...withDraft(left, room, text), composing };
}

/** The draft that is there becomes the answer. */
export function beginAnswer(
  ui: Ui,
  room: string,
  answered: { readonly seq: number; readonly sender: string; readonly text: string },
): Ui {
  const left = endEdit(ui, room);
  const composing = new Map(left.composing).set(room, { does: 'reply' as const, ...answered });
  return { ...left, composing };
}

/** An edit takes its text along; an answer leaves what was written as a draft. */
export function endComposing(ui: Ui, room: string): Ui {
  const composing = ui.composing.get(room);
  if (composing === undefined) return ui;
  const others = new Map(ui.composing);
  others.delete(room);
  const rest = { ...ui, composing: others };
  return composing.does === 'edit' ? withDraft(rest, room, composing.before) : rest;
}

function endEdit(ui: Ui, room: string): Ui {
  return ui.composing.get(room)?.does === 'edit' ? endComposing(ui, room) : ui;
}
