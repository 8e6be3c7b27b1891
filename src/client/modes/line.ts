// Keys in the input line: they edit it, complete it, send it.
import { checkContent, isRefusal } from '../../protocol/index.ts';
import { textNow } from '../../sdk/fold.ts';
import { pickMessage } from '../../sdk/picks.ts';
import { readTyped } from '../../sdk/slash.ts';
import { revisionIn, visitShown } from '../../sdk/visit.ts';
import { complete } from '../../ui/completion.ts';
import type { ActionName, EditName } from '../../ui/key-table.ts';
import { asCommands, isHelp, isQuit, isSecret, readOwn } from '../../ui/own-commands.ts';
import { commandProblem, editedText, spelt } from '../../ui/typed-text.ts';
import { abandon, beginEdit, type Edit, editUp, endComposing, isIdle } from '../composing.ts';
import type { Desk, Mode } from '../desk.ts';
import {
  codePoints,
  type Editor,
  edits,
  emptyEditor,
  insert,
  maxCodePoints,
  maxDraftCodePoints,
  paste,
  replaced,
  submitted,
} from '../line-editor.ts';
import { helpSheet, openPicker } from '../overlay.ts';
import { wordsOf } from '../own-words.ts';
import { onLine, placeOf, withAnchor, withEditor } from '../ui.ts';
import { selectNewest } from './message.ts';
import { scrollFirst, scrollLast } from './scrolling.ts';

export const lineMode: Mode = (desk, key, binding) => {
  const isArmed = desk.ui.focus.on === 'line' && desk.ui.focus.isArmed === true;
  if (isArmed) desk.update((ui) => ({ ...ui, focus: onLine }));
  if (key.text !== undefined) {
    if (key.name === 'paste') takePaste(desk, key.text);
    else edit(desk, insert(desk.editor, key.text));
    return true;
  }
  if (binding === undefined) return false;
  if ('edit' in binding) {
    const isArrow = binding.edit === 'up' || binding.edit === 'down';
    if (isArmed && isArrow) selectNewest(desk);
    else if (!toAnEnd(desk, key.name)) editBy(desk, binding.edit);
    return true;
  }
  const act = 'act' in binding ? acts[binding.act] : undefined;
  act?.(desk);
  return act !== undefined;
};

const acts: Partial<Record<ActionName, (desk: Desk) => void>> = {
  submit,
  complete: (desk) => completeBy(desk, 1),
  'complete-back': (desk) => completeBy(desk, -1),
  'reverse-search': (desk) => {
    desk.update((ui) => ({ ...ui, overlay: openPicker({ list: 'history' }) }));
  },
  'external-editor': editOutside,
  'select-older': selectNewest,
  'select-newer': selectNewest,
  dismiss,
};

/** More than a message can hold fits in the line, so that its writer can shorten it; but not without end. */
function takePaste(desk: Desk, text: string): void {
  edit(desk, paste(desk.editor, text));
  if (codePoints(desk.editor.text) >= maxDraftCodePoints)
    desk.hint('The line is full: the end of the paste is left out.');
}

function edit(desk: Desk, editor: Editor): void {
  const { room } = desk;
  const hasChanged = editor.text !== desk.editor.text;
  desk.update((ui) => ({ ...withEditor(ui, room, editor), focus: onLine }));
  const isMessage = editor.text !== '' && !editor.text.startsWith('/');
  if (hasChanged && isMessage) desk.client.typing(room);
}

function editBy(desk: Desk, name: EditName): void {
  if (name === 'up' && editLast(desk)) return;
  edit(desk, edits[name](desk.editor));
}

/** In an empty line these keys have the messages to go through. */
function toAnEnd(desk: Desk, key: string): boolean {
  if (desk.editor.text !== '' || (key !== 'home' && key !== 'end')) return false;
  if (key === 'home') scrollFirst(desk);
  else scrollLast(desk);
  return true;
}

/** @returns false if there is nothing to edit: Up then does what it does elsewhere */
function editLast(desk: Desk): boolean {
  const { state, room } = desk;
  const composing = desk.ui.composing.get(room);
  if (composing?.does === 'edit') {
    desk.update((ui) => editUp(ui, room, composing));
    return true;
  }
  if (composing !== undefined || !isIdle(desk.editor)) return false;
  const picked = pickMessage(state, room, 'own', 1);
  // Called back from history it would be said twice.
  if ('problem' in picked) return picked.isOnItsWay === true && state.connection.status === 'live';
  const { message } = picked;
  const text = textNow(message, revisionIn(state, room, message.seq));
  desk.update((ui) => beginEdit(ui, room, message, text));
  return true;
}

function submit(desk: Desk): void {
  const { room, state, editor } = desk;
  const composing = desk.ui.composing.get(room);
  if (composing?.does === 'edit') return saveEdit(desk, composing);
  if (editor.text.trim() === '') {
    if (state.connection.status !== 'live') desk.client.reconnect();
    return void dismissTop(desk);
  }
  const lines = editor.text.trim().split('\n').length;
  const askFrom = desk.ui.preferences.ask_paste;
  const isAsked = editor.hasPaste && askFrom > 0 && lines >= askFrom;
  // What is too long is refused in any case: there is nothing to ask.
  if (!isAsked || codePoints(editor.text) > maxCodePoints) return send(desk);
  const text = `Send these ${lines} lines as one message?`;
  desk.update((ui) => ({ ...ui, overlay: { kind: 'question', text, room, does: 'send' } }));
}

/** What is in the line, as a command, a message, or an answer. */
export function send(desk: Desk): void {
  const { client, room, editor, program } = desk;
  const composing = desk.ui.composing.get(room);
  const place = placeOf(desk.state);
  const typed = readTyped(editor.text, asCommands);
  const problem = commandProblem(editor.text);
  if (problem !== undefined) return client.notice(problem, 'problem');
  if (composing?.does === 'reply' && 'message' in typed) {
    const text = spelt(typed.message, hasEmoji(desk));
    const checked = checkContent('text', text);
    if (isRefusal(checked)) return client.notice(checked.message, 'problem');
    client.send(room, text, { target: composing.seq });
    desk.update((ui) => endComposing(ui, room));
  } else if (isQuit(editor.text)) program.quit();
  else if (isHelp(editor.text)) desk.update((ui) => ({ ...ui, overlay: helpSheet }));
  else if (!say(desk, spelt(editor.text, hasEmoji(desk)))) return dropSecret(desk);
  desk.update((ui) => withAnchor(withEditor(ui, room, submitted(editor)), room, 'bottom'));
  if (placeOf(desk.state) !== place && place !== room) {
    desk.update((ui) => withAnchor(ui, place, undefined));
  }
}

/** What was refused stays to be corrected; not where a password is in it. */
function dropSecret(desk: Desk): void {
  const { room, editor } = desk;
  if (!isSecret(editor.text)) return;
  desk.update((ui) =>
    withEditor(ui, room, { ...emptyEditor, history: editor.history, place: editor.history.length }),
  );
}

/** To the program, if it is a command of its own; else to the client core. @returns false: it stays to be corrected */
function say({ client, program }: Desk, text: string): boolean {
  const own = readOwn(text);
  if (own === undefined) return client.submit(text);
  if ('problem' in own) client.notice(own.problem, 'problem');
  else if ('help' in own) client.notice(own.help);
  else return own.run(program.own);
  return !('problem' in own);
}

const hasEmoji = ({ ui }: Desk): boolean => ui.preferences.emoji;

/** What was not changed is not sent; what the rules forbid, or looks like a command, stays to be corrected. */
function saveEdit(desk: Desk, { seq, text }: Edit): void {
  const { client, room } = desk;
  const edited = editedText(text, desk.editor.text, hasEmoji(desk));
  if ('problem' in edited) return client.notice(edited.problem, 'problem');
  if (edited.text !== undefined) client.edit(room, seq, edited.text);
  desk.update((ui) => endComposing(ui, room));
}

function completeBy(desk: Desk, by: 1 | -1): void {
  const { editor, room } = desk;
  const { completion } = desk.ui;
  const next = complete(editor.text, editor.cursor, by, wordsOf(desk.state), completion);
  if (next === undefined) return;
  desk.update((ui) => withEditor(ui, room, replaced(editor, next.text, next.cursor), next));
}

function editOutside(desk: Desk): void {
  const { room, editor } = desk;
  desk.program.editOutside(editor.text, (outcome) => {
    if ('problem' in outcome) return desk.client.notice(outcome.problem, 'problem');
    const text = outcome.text.replace(/\n$/, '');
    const emptied = replaced(desk.ui.editors.get(room) ?? editor, '', 0);
    desk.update((ui) => withEditor(ui, room, insert(emptied, text)));
  });
}

/** What lies on top goes; where nothing does, Esc waits for an arrow. */
function dismiss(desk: Desk): void {
  if (dismissTop(desk)) return;
  desk.update((ui) => ({ ...ui, focus: { on: 'line', isArmed: true } }));
}

/** Suggestions first, then what is being composed, then a visit. @returns whether there was any of it */
function dismissTop(desk: Desk): boolean {
  const { room, editor, state } = desk;
  if (desk.ui.completion !== undefined || desk.view.hasSuggestions) {
    desk.update((ui) => ({ ...ui, completion: undefined, hushed: editor.text }));
  } else if (desk.ui.composing.has(room)) desk.update((ui) => abandon(ui, room));
  else if (visitShown(state)) scrollLast(desk);
  else return false;
  return true;
}
