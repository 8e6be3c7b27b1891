// What lies over the messages, as lines: a text in their place, or a menu over the last of them.
import type { Rows as Timeline } from '../sdk/rows.ts';
import type { State } from '../sdk/state.ts';
import { type Offer, suggestionsFor } from '../ui/completion.ts';
import { safeLines } from '../ui/safe-text.ts';
import { detailLines } from './detail-lines.ts';
import { helpLines } from './help-lines.ts';
import { type Menu, menuLines } from './menu-lines.ts';
import type { LongText, MessageKey, Sheet } from './overlay.ts';
import { wordsOf } from './own-words.ts';
import { pickerItems } from './picker-items.ts';
import type { Theme } from './theme.ts';
import { editorOf, type Ui } from './ui.ts';
import { wrapTerm } from './wrap.ts';

export interface OverlayInput {
  readonly state: State;
  readonly ui: Ui;
  readonly timeline: Timeline | undefined;
  readonly width: number;
  readonly height: number;
}

export interface Over {
  /** As many lines as the pane has; undefined: no text lies over it. */
  readonly sheet: readonly string[] | undefined;
  /** As far as it can be scrolled. */
  readonly sheetEnd: number;
  /** Lines below those shown. */
  readonly sheetBelow: number;
  readonly menu: readonly string[];
  /** `3/20` of the menu; empty where all of it is seen. */
  readonly menuPlace: string;
  readonly hasSuggestions: boolean;
}

const nothing: Over = {
  sheet: undefined,
  sheetEnd: 0,
  sheetBelow: 0,
  menu: [],
  menuPlace: '',
  hasSuggestions: false,
};

const maxMenuHeight = 10;

export function overlayLines(input: OverlayInput, theme: Theme): Over {
  const { overlay } = input.ui;
  if (overlay?.kind === 'sheet') return sheetOver(overlay, input, theme);
  if (overlay?.kind === 'picker') {
    const items = pickerItems(overlay, input.state, input.ui);
    return menuOver({ items, chosen: Math.min(overlay.chosen, items.length - 1) }, input, theme);
  }
  if (overlay !== undefined || input.ui.focus.on !== 'line') return nothing;
  const { completion } = input.ui;
  if (completion !== undefined) {
    const { choices, chosen } = completion;
    return choices.length < 2 ? nothing : menuOver({ items: choices, chosen }, input, theme);
  }
  const { choices } = suggestions(input);
  if (choices.length === 0) return nothing;
  return { ...menuOver({ items: choices, chosen: -1 }, input, theme), hasSuggestions: true };
}

function suggestions({ state, ui }: OverlayInput): Offer {
  const { text, cursor } = editorOf(ui, state.current);
  if (text === '' || ui.hushed === text) return { start: 0, choices: [] };
  if (ui.composing.get(state.current)?.does === 'edit') return { start: 0, choices: [] };
  return suggestionsFor(text, cursor, wordsOf(state));
}

function menuOver(menu: Menu, { width, height }: OverlayInput, theme: Theme): Over {
  const room = Math.min(maxMenuHeight, Math.max(1, height >> 1));
  const { items, chosen } = menu;
  const place = items.length > room ? `${Math.max(0, chosen) + 1}/${items.length}` : '';
  return { ...nothing, menu: menuLines(menu, width, room, theme), menuPlace: place };
}

function sheetOver({ shows, from }: Sheet, input: OverlayInput, theme: Theme): Over {
  const { width, height } = input;
  const lines =
    shows === 'help' ? helpLines(width, theme, input.ui.keymap) : otherLines(shows, input, theme);
  const sheetEnd = Math.max(0, lines.length - height);
  const first = Math.min(from, sheetEnd);
  const shown = lines.slice(first, first + height);
  const sheet = [...shown, ...Array<string>(height - shown.length).fill('')];
  return { ...nothing, sheet, sheetEnd, sheetBelow: sheetEnd - first };
}

function otherLines(shows: MessageKey | LongText, input: OverlayInput, theme: Theme): string[] {
  if ('messageKey' in shows) return detailLines(shows, input, theme);
  const lines = safeLines(shows.text).flatMap((line) => wrapTerm(line, input.width - 3));
  return [theme.dim(' Esc closes this'), ...lines.map((line) => `  ${line}`)];
}
