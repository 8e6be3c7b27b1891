// What Enter does with the line: it is said, answered, done as a command, or stays with the reason why not.
import { checkContent, isRefusal } from '../../protocol/index.ts';
import { textNow } from '../../sdk/fold.ts';
import { pickMessage } from '../../sdk/picks.ts';
import { readTyped } from '../../sdk/slash.ts';
import { revisionIn, visitShown } from '../../sdk/visit.ts';
import { asCommands, isHelp, isQuit, isSecret, readOwn } from '../../ui/own-commands.ts';
import { commandProblem, editedText, spelt } from '../../ui/typed-text.ts';
import { logOutHere } from '../account/log-out.ts';
import type { Desk } from '../desk.ts';
import { leave } from '../leaving.ts';
import { createOwnActions } from '../own-actions.ts';
import { beginEdit, type Edit, endComposing } from './composing.ts';
import { codePoints, maxCodePoints } from './line-limits.ts';

export function submit(desk: Desk): void {
  const { composer, client } = desk;
  const { text, room } = composer;
  const composing = desk.ui.get().composing.get(room);
  if (composing?.does === 'edit') return saveEdit(desk, composing);
  if (text.trim() === '') {
    if (desk.state.connection.status !== 'live') client.reconnect();
    return void dismissLine(desk);
  }
  const lines = text.trim().split('\n').length;
  const { ask_paste: askFrom } = desk.ui.get().preferences;
  const isAsked = composer.hasPaste && askFrom > 0 && lines >= askFrom;
  // What is too long is refused in any case: there is nothing to ask.
  if (!isAsked || codePoints(text) > maxCodePoints) return send(desk);
  desk.update((ui) => ({ ...ui, overlay: { kind: 'send', lines } }));
}

/** What is in the line, as a command, a message, or an answer. */
export function send(desk: Desk): void {
  const { client, composer } = desk;
  const { text, room } = composer;
  const composing = desk.ui.get().composing.get(room);
  const typed = readTyped(text, asCommands);
  const problem = commandProblem(text);
  if (problem !== undefined) return client.notice(problem, 'problem');
  if (composing?.does === 'reply' && 'message' in typed) {
    const answer = spelt(typed.message, hasEmoji(desk));
    const checked = checkContent('text', answer);
    if (isRefusal(checked)) return client.notice(checked.message, 'problem');
    client.send(room, answer, { target: composing.seq });
    desk.update((ui) => endComposing(ui, room));
  } else if (isQuit(text)) leave(desk);
  else if (isLogOut(text)) void logOutHere(desk);
  else if (isHelp(text)) desk.update((ui) => ({ ...ui, overlay: { kind: 'help' } }));
  // A password in it does not stay there to be corrected.
  else if (!say(desk, spelt(text, hasEmoji(desk))) && !isSecret(text)) return;
  composer.submitted(room);
  // What one says is seen, wherever one had scrolled to.
  if (desk.state.current === room && !('command' in typed)) desk.pane?.toLast();
}

/** The page has other tabs to log out too. */
function isLogOut(text: string): boolean {
  const typed = readTyped(text);
  return 'command' in typed && typed.command.name === 'logout';
}

/** To the page, if it is a command of its own; else to the client core. @returns false: it stays to be corrected */
function say(desk: Desk, text: string): boolean {
  const own = readOwn(text);
  if (own === undefined) return desk.client.submit(text);
  if ('problem' in own) desk.client.notice(own.problem, 'problem');
  else if ('help' in own) desk.client.notice(own.help);
  else return own.run(createOwnActions(desk));
  return !('problem' in own);
}

const hasEmoji = ({ ui }: Desk): boolean => ui.get().preferences.emoji;

/** What was not changed is not sent; what the rules forbid, or looks like a command, stays to be corrected. */
function saveEdit(desk: Desk, { seq, text }: Edit): void {
  const { client, composer } = desk;
  const { room } = composer;
  const edited = editedText(text, composer.text, hasEmoji(desk));
  if ('problem' in edited) return client.notice(edited.problem, 'problem');
  if (edited.text !== undefined) client.edit(room, seq, edited.text);
  desk.update((ui) => endComposing(ui, room));
}

/** One's last message comes into the line. @returns false if there is none that can be changed */
export function editLast(desk: Desk): boolean {
  const { composer, state } = desk;
  const { room } = composer;
  if (desk.ui.get().composing.has(room) || !composer.isIdle()) return false;
  const picked = pickMessage(state, room, 'own', 1);
  // Called back from history it would be said twice.
  if ('problem' in picked) return picked.isOnItsWay === true && state.connection.status === 'live';
  const { seq } = picked.message;
  const text = textNow(picked.message, revisionIn(state, room, seq));
  desk.update((ui) => beginEdit(ui, room, seq, text));
  return true;
}

/** Up in a message that was not changed goes on to what one wrote before; in another it does nothing. */
export function editUp(desk: Desk, { text }: Edit): void {
  const { composer } = desk;
  if (composer.text !== text) return;
  desk.update((ui) => endComposing(ui, composer.room));
  composer.recall(1);
  // The message itself is mostly what was written last: it would look as if nothing had happened.
  if (composer.text === text) composer.recall(1);
}

/** Suggestions first, then what is being composed, then a visit. @returns whether there was any of it */
export function dismissLine(desk: Desk): boolean {
  const { composer } = desk;
  if (composer.endCompletion()) return true;
  if (desk.ui.get().composing.has(composer.room)) composer.abandon();
  else if (visitShown(desk.state)) toNow(desk);
  else return false;
  return true;
}

function toNow(desk: Desk): void {
  desk.client.endVisit();
  desk.pane?.toLast();
}
