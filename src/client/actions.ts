// What keys do: each goes to whoever has the focus, and from there down to what holds everywhere.

import { visitShown } from '../sdk/visit.ts';
import { graphemes } from '../ui/graphemes.ts';
import type { Binding, KeyContext } from '../ui/key-table.ts';
import { Desk, type Mode, type Program } from './desk.ts';
import type { Key } from './keys.ts';
import { everywhereMode } from './modes/everywhere.ts';
import { lineMode } from './modes/line.ts';
import { listMode } from './modes/lists.ts';
import { messageMode } from './modes/message.ts';
import { overlayMode } from './modes/overlays.ts';
import { isAskedUnseen, promptMode } from './modes/prompt.ts';
import type { Screen } from './screen.ts';
import { placeOf, type Ui, withAnchor } from './ui.ts';

export class Actions {
  readonly #desk: Desk;

  constructor(
    screen: Screen,
    program: Program,
    setTimer: (delayMs: number, run: () => void) => () => void,
  ) {
    this.#desk = new Desk(screen, program, setTimer);
  }

  /** All keys of one read, in order, drawn together. */
  press(keys: readonly Key[]): void {
    this.#desk.screen.batch(() => {
      for (const key of keys) this.#pressOne(key);
    });
  }

  /** Who was at the newest message is there again when no message is selected any more. */
  #pressOne(key: Key): void {
    const { state, ui, view } = this.#desk;
    const place = placeOf(state);
    const wasAtNewest = ui.focus.on === 'messages' && view.hasLast && !visitShown(state);
    this.#take(key);
    if (!wasAtNewest || this.#desk.ui.focus.on === 'messages') return;
    this.#desk.update((now) => withAnchor(now, place, 'bottom'));
  }

  #take(key: Key): void {
    const desk = this.#desk;
    if (key.name === 'focus-in' || key.name === 'focus-out') {
      const terminalFocus = key.name === 'focus-in' ? 'here' : 'elsewhere';
      desk.update((ui) => ({ ...ui, terminalFocus }));
      return;
    }
    if (isAskedUnseen(desk)) return this.#takeUnseen(key);
    const isTyped = key.name === 'text' && key.text !== undefined;
    if (isTyped && contextOf(desk.ui) !== 'line' && graphemes(key.text).length > 1) {
      // Several letters of one read: each may be a key here.
      for (const text of graphemes(key.text)) this.#pressOne({ name: 'text', text });
      return;
    }
    const { chord } = desk.ui;
    const name = nameOf(key);
    if (chord !== '') {
      desk.update((ui) => ({ ...ui, chord: '' }));
      const binding = this.#bindingOf(`${chord} ${name}`);
      if (binding !== undefined && binding !== 'waits')
        return this.#give({ name: `${chord} ${name}` }, binding);
    }
    const binding = this.#bindingOf(name);
    if (binding === undefined && name.startsWith('alt-')) return this.#pressBoth(name.slice(4));
    if (binding !== 'waits') this.#give(key, binding);
    else desk.update((ui) => ({ ...ui, chord: name }));
  }

  /** Neither a chord nor Alt is looked for in it: a part of it would stand on the screen. */
  #takeUnseen(key: Key): void {
    const binding = this.#bindingOf(nameOf(key));
    const meant = binding === 'waits' ? undefined : binding;
    if (!promptMode(this.#desk, key, meant)) everywhereMode(this.#desk, key, meant);
  }

  /** Escape and a key in one read look like Alt with it: neither is lost, least of all a slash. */
  #pressBoth(name: string): void {
    const isTyped = graphemes(name).length === 1;
    this.#pressOne({ name: 'escape' });
    this.#pressOne(isTyped ? { name: 'text', text: name } : { name });
  }

  /** What means nothing where the focus is may mean something in the line. */
  #bindingOf(name: string): Binding | 'waits' | undefined {
    const { ui } = this.#desk;
    return ui.keymap.bindingOf(name, contextOf(ui)) ?? ui.keymap.bindingOf(name, 'line');
  }

  #give(key: Key, binding: Binding | undefined): void {
    for (const mode of modesFor(this.#desk.ui)) {
      if (mode(this.#desk, key, binding)) return;
    }
  }
}

/** Of a character, itself; a text of more is no key, even if it reads like the name of one, nor is a paste. */
function nameOf({ name, text }: Key): string {
  if (text === undefined) return name;
  return name === 'text' && graphemes(text).length === 1 ? text : '';
}

/** What lies on top first. */
function modesFor({ overlay, focus }: Ui): readonly Mode[] {
  const focused = focus.on === 'messages' ? [messageMode] : focus.on === 'line' ? [] : [listMode];
  const top = overlay === undefined ? [] : [overlayMode];
  return [...top, ...focused, lineMode, everywhereMode];
}

function contextOf({ overlay, focus }: Ui): KeyContext {
  if (overlay !== undefined) return 'list';
  if (focus.on === 'messages') return 'message';
  return focus.on === 'line' ? 'line' : 'list';
}
