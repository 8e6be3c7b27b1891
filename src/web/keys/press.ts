// A key that was pressed on the page: whose it is, and what becomes of it.
import type { Binding, EditName, KeyContext } from '../../ui/key-table.ts';
import { roomOrder } from '../../ui/rooms.ts';
import type { Desk } from '../desk.ts';
import { goTo, lay } from '../going.ts';
import { editLast, editUp } from '../line/submit.ts';
import { messageAct } from '../pane/message-acts.ts';
import type { Overlay } from '../ui-state.ts';
import { isBrowsers, isFieldsOwn } from './browser-keys.ts';
import { keyName } from './event-key.ts';
import { anywhere, onTheLine } from './page-acts.ts';
import { regionNow, toLine } from './regions.ts';

/** Takes the keys of the whole page. */
export function takeKeys(desk: Desk): void {
  const keys = new Keys(desk);
  document.addEventListener('keydown', (event) => keys.press(event));
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

class Keys {
  readonly #desk: Desk;
  /** The first key of one that has two. */
  #chord = '';

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  press(event: KeyboardEvent): void {
    // 229: some browsers tell the last key of a composition as if it came after it.
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    const name = keyName(event, isMac);
    if (name === '' || !isForPage(this.#desk, name, event)) return;
    const whole = this.#chord === '' ? name : `${this.#chord} ${name}`;
    this.#chord = '';
    const { keys, keymap } = this.#desk.ui.get();
    if (isBrowsers(whole, keys)) return;
    const context = contextOf(this.#desk);
    const binding = keymap.bindingOf(whole, context) ?? keymap.bindingOf(whole, 'line');
    if (binding === 'waits') {
      this.#chord = name;
      event.preventDefault();
    } else if (give(this.#desk, whole, binding, context)) event.preventDefault();
    else if (!this.#desk.composer.isFocused() && isTyping(name, event.target)) {
      // The browser puts the character where the focus is by then.
      toLine(this.#desk);
    }
  }
}

/** Whether it is not for what lies on top, or for a field or a button that has the focus. */
function isForPage(desk: Desk, name: string, event: KeyboardEvent): boolean {
  const { overlay } = desk.ui.get();
  if (overlay !== undefined) {
    inOverlay(desk, overlay, name, event);
    return false;
  }
  const { target } = event;
  if (isOther(target) && !desk.composer.isFocused()) return reachesFields(name);
  return !((name === 'enter' || name === ' ') && isButton(target));
}

/** What lies on top has its own keys, and the browser's Escape; what opened the help closes it. */
function inOverlay(desk: Desk, { kind }: Overlay, name: string, event: KeyboardEvent): void {
  const binding = desk.ui.get().keymap.bindingOf(name);
  const isHelp = typeof binding === 'object' && 'act' in binding && binding.act === 'help';
  if (!isHelp || kind !== 'help') return;
  lay(desk, undefined);
  event.preventDefault();
}

/** @returns whether it did anything, so that the browser has no part in it */
function give(desk: Desk, key: string, binding: Binding | undefined, context: KeyContext): boolean {
  if (binding === undefined) return false;
  if ('room' in binding) {
    const { room } = binding;
    goTo(desk, roomOrder(desk.state)[room - 1]?.name, `There is no room ${room}.`);
    return true;
  }
  if ('act' in binding) {
    if (binding.act === 'complete' || binding.act === 'complete-back') {
      const by = binding.act === 'complete' ? 1 : -1;
      return context === 'line' && desk.composer.isFocused() && desk.composer.complete(by);
    }
    if (context === 'message' && messageAct(desk, binding.act)) return true;
    const act = (context === 'line' ? onTheLine[binding.act] : undefined) ?? anywhere[binding.act];
    act?.(desk);
    return act !== undefined;
  }
  return context === 'line' && editLine(desk, key, binding.edit);
}

function editLine(desk: Desk, key: string, edit: EditName): boolean {
  const { composer } = desk;
  if (!composer.isFocused()) return false;
  if (edit === 'up' || edit === 'down') return upOrDown(desk, edit);
  if (composer.text === '' && (key === 'home' || key === 'end')) {
    if (key === 'home') desk.pane?.toFirst();
    else desk.pane?.toLast();
    return true;
  }
  if (isFieldsOwn(key, edit)) return false;
  composer.edit(edit);
  return true;
}

/** In the menu, through the lines of the text, then through what was written before. */
function upOrDown(desk: Desk, edit: 'up' | 'down'): boolean {
  const { composer } = desk;
  const by = edit === 'up' ? -1 : 1;
  if (composer.isArmed) {
    composer.isArmed = false;
    desk.pane?.select(-1);
    return true;
  }
  if (composer.offer().choices.length > 0) return composer.choose(by);
  if (composer.hasSelection) return false;
  return composer.leavesText(by, () => beyondText(desk, edit));
}

function beyondText(desk: Desk, edit: 'up' | 'down'): void {
  const { composer } = desk;
  const composing = desk.ui.get().composing.get(composer.room);
  if (composing?.does === 'edit') {
    if (edit === 'up') editUp(desk, composing);
  } else if (edit === 'down') composer.recall(-1);
  else if (!editLast(desk)) composer.recall(1);
}

function contextOf(desk: Desk): KeyContext {
  const region = regionNow(desk);
  if (region === 'messages') return 'message';
  if (region === 'rooms' || region === 'people') return 'list';
  // A button or a link keeps Enter and the like for itself.
  return region === 'line' || document.activeElement === document.body ? 'line' : 'list';
}

/** A character, on what does not act on characters itself. */
function isTyping(name: string, target: EventTarget | null): boolean {
  return [...name].length === 1 && name !== ' ' && !isOther(target);
}

function isButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, summary') !== null;
}

function isOther(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select');
}

/** What holds in every field of the page: nothing that writes or moves in one. */
function reachesFields(name: string): boolean {
  return name === 'escape' || /^(?:shift-)?f\d/.test(name) || /^alt-\d$/.test(name);
}
