// Keys while something lies over the messages: a text to read, a list to pick from, a question.

import type { ActionName, Binding } from '../../ui/key-table.ts';
import type { PickerItem } from '../../ui/room-picks.ts';
import type { Desk, Mode } from '../desk.ts';
import type { Key } from '../keys.ts';
import { callBack, type Editor, edits, insert } from '../line-editor.ts';
import type { Overlay, Picker, Question, Sheet } from '../overlay.ts';
import { pickerItems } from '../picker-items.ts';
import { editorOf, onLine, withEditor } from '../ui.ts';
import { goTo, moveBy } from './everywhere.ts';
import { send } from './line.ts';
import { pageOf } from './scrolling.ts';

export const overlayMode: Mode = (desk, key, binding) => {
  const { overlay } = desk.ui;
  if (overlay?.kind === 'sheet') return inSheet(desk, overlay, binding);
  if (overlay?.kind === 'picker') return inPicker(desk, overlay, key, binding);
  if (overlay?.kind === 'question') return inQuestion(desk, overlay, key, binding);
  return false;
};

export function lay(desk: Desk, overlay: Overlay | undefined): void {
  desk.update((ui) => ({ ...ui, overlay }));
}

/** What the arrows, pages and ends of any list or text are called. */
function stepOf(desk: Desk, binding: Binding | undefined): number | undefined {
  if (binding === undefined) return undefined;
  const name = 'edit' in binding ? binding.edit : 'act' in binding ? binding.act : '';
  const steps: Readonly<Record<string, number>> = {
    up: -1,
    down: 1,
    'lines-back': -3,
    'lines-forward': 3,
    'line-back': -1,
    'line-forward': 1,
    'list-previous': -1,
    'list-next': 1,
    'list-first': Number.NEGATIVE_INFINITY,
    'list-last': Number.POSITIVE_INFINITY,
    'page-up': -pageOf(desk),
    'page-down': pageOf(desk),
    'scroll-first': Number.NEGATIVE_INFINITY,
    'scroll-last': Number.POSITIVE_INFINITY,
  };
  return steps[name];
}

/** A text is scrolled; any other key closes it, and typing goes on in the line. */
function inSheet(desk: Desk, sheet: Sheet, binding: Binding | undefined): boolean {
  const step = stepOf(desk, binding);
  if (step !== undefined) {
    const { sheetEnd } = desk.view;
    const from = Math.max(0, Math.min(sheetEnd, Math.min(sheet.from, sheetEnd) + step));
    lay(desk, { ...sheet, from });
    return true;
  }
  lay(desk, undefined);
  const name = binding && 'act' in binding ? binding.act : undefined;
  return name === 'help' || name === 'list-choose' || (name !== undefined && closing.has(name));
}

const closing: ReadonlySet<ActionName> = new Set(['dismiss', 'interrupt']);
/** What opens a list goes on in it when it is open. */
const next: ReadonlySet<ActionName> = new Set(['reverse-search', 'switcher']);

function inPicker(desk: Desk, picker: Picker, key: Key, binding: Binding | undefined): boolean {
  if (key.text !== undefined) {
    ask(desk, picker, insert(picker.query, key.text.replaceAll('\n', ' ')));
    return true;
  }
  const act = binding && 'act' in binding ? binding.act : undefined;
  const step = act && next.has(act) ? 1 : stepOf(desk, binding);
  if (step !== undefined) choose(desk, picker, step);
  else if (act === 'list-choose') pick(desk, picker);
  else if (act && closing.has(act)) lay(desk, undefined);
  else if (binding && 'edit' in binding) {
    // As in a shell: what moves in the text that was found takes it into the line.
    const isMoving = picker.picks.list === 'history' && !isTyping.has(binding.edit);
    if (!isMoving) ask(desk, picker, edits[binding.edit](picker.query));
    else pick(desk, picker);
  } else {
    lay(desk, undefined);
    return false;
  }
  return true;
}

const isTyping: ReadonlySet<string> = new Set(['backspace', 'kill-word-left', 'kill-to-start']);

function ask(desk: Desk, picker: Picker, query: Editor): void {
  lay(desk, { ...picker, query, chosen: 0 });
}

function choose(desk: Desk, picker: Picker, step: number): void {
  const last = Math.max(0, itemsOf(desk, picker).length - 1);
  const wanted = picker.chosen + step;
  const isRound = Math.abs(step) === 1 && (wanted < 0 || wanted > last);
  const chosen = isRound ? (wanted < 0 ? last : 0) : Math.max(0, Math.min(last, wanted));
  lay(desk, { ...picker, chosen });
}

function itemsOf(desk: Desk, picker: Picker): readonly PickerItem[] {
  return pickerItems(picker, desk.state, desk.ui);
}

function pick(desk: Desk, picker: Picker): void {
  const items = itemsOf(desk, picker);
  // As it is shown: there may be fewer by now.
  const item = items[Math.min(picker.chosen, items.length - 1)];
  const { picks } = picker;
  lay(desk, undefined);
  if (picks.list === 'rooms') return enter(desk, item, picker.query.text.trim());
  if (item === undefined) return;
  const { room } = desk;
  if (picks.list === 'history') {
    const taken = callBack(editorOf(desk.ui, room), item.value);
    desk.update((ui) => withEditor(ui, room, taken));
  } else if (picks.list === 'links') desk.program.open(item.value);
  else {
    desk.client.react(picks.room, picks.seq, item.value);
    desk.update((ui) => ({ ...ui, focus: onLine }));
  }
}

/** A room or a person of the list; what is in no list is a room to join. */
function enter(desk: Desk, item: PickerItem | undefined, typed: string): void {
  if (item === undefined) {
    if (typed !== '') moveBy(desk, () => desk.client.submit(`/join ${typed}`));
  } else if (item.value.startsWith('@') && !item.value.includes('+')) {
    moveBy(desk, () => desk.client.submit(`/msg ${item.value}`));
  } else goTo(desk, item.value);
}

function inQuestion(
  desk: Desk,
  { does, room }: Question,
  key: Key,
  binding: Binding | undefined,
): boolean {
  const act = binding && 'act' in binding ? binding.act : undefined;
  // What is pasted answers nothing.
  const letter = key.name === 'text' ? key.text?.toLowerCase() : undefined;
  const isYes = act === 'list-choose' || letter === 'y';
  const isNo = act === 'dismiss' || act === 'interrupt' || letter === 'n';
  lay(desk, undefined);
  if (!isYes) return isNo;
  // The room that it was about may be gone from the screen: left, as was asked before.
  if (desk.room !== room) return true;
  if (does === 'send') send(desk);
  else {
    desk.client.delete(room, does.deletes);
    desk.update((ui) => ({ ...ui, focus: onLine }));
  }
  return true;
}
