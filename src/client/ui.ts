// What the screen knows beside the chat itself: the drafts, the places scrolled to, what has the focus.
import type { State } from '../sdk/state.ts';
import { visitShown } from '../sdk/visit.ts';
import type { Completion } from '../ui/completion.ts';
import { defaultKeymap, type Keymap } from '../ui/keymap.ts';
import type { Composing } from './composing.ts';
import { type Editor, emptyEditor } from './line-editor.ts';
import type { Overlay } from './overlay.ts';
import { defaultPreferences, type Preferences } from './preferences.ts';
import type { Ground } from './themes.ts';
import type { Anchor } from './viewport.ts';

export interface Ui {
  readonly columns: number;
  readonly rows: number;
  /** The time, for what counts down. */
  readonly now: number;
  /** A draft and its history for each room. */
  readonly editors: ReadonlyMap<string, Editor>;
  /** The rooms in whose line a message is being edited or answered. */
  readonly composing: ReadonlyMap<string, Composing>;
  readonly anchors: ReadonlyMap<string, Anchor>;
  readonly completion: Completion | undefined;
  /** The text whose suggestions were sent away. */
  readonly hushed: string | undefined;
  readonly overlay: Overlay | undefined;
  readonly focus: Focus;
  /** The room shown before this one. */
  readonly lastRoom: string | undefined;
  /** The keys of a chord that has begun. */
  readonly chord: string;
  /** A word to the person, in the status line, for a moment. */
  readonly hint: string;
  /** Folded away or shown by the person; undefined: as the screen's width has it. */
  readonly sidebar: 'on' | 'off' | undefined;
  /** Not every terminal tells. */
  readonly terminalFocus: TerminalFocus;
  /** What the terminal's background is. */
  readonly ground: Ground;
  readonly preferences: Preferences;
  readonly keymap: Keymap;
}

export type TerminalFocus = 'unknown' | 'here' | 'elsewhere';

/** Where keys go. */
export type Focus =
  | {
      readonly on: 'line';
      /** Esc was pressed: an arrow selects a message. */
      readonly isArmed?: true;
    }
  /** The message in the row of this key is selected. */
  | { readonly on: 'messages'; readonly key: string }
  | { readonly on: 'rooms' | 'people'; readonly index: number };

export const onLine: Focus = { on: 'line' };

export function initialUi(columns: number, rows: number, now: number): Ui {
  return {
    columns,
    rows,
    now,
    editors: new Map(),
    composing: new Map(),
    anchors: new Map(),
    completion: undefined,
    hushed: undefined,
    overlay: undefined,
    focus: onLine,
    lastRoom: undefined,
    chord: '',
    hint: '',
    sidebar: undefined,
    terminalFocus: 'unknown',
    ground: 'unknown',
    preferences: defaultPreferences,
    keymap: defaultKeymap,
  };
}

export function editorOf(ui: Ui, room: string): Editor {
  return ui.editors.get(room) ?? emptyEditor;
}

/** The draft changed; a completion under way goes on only if it made the change. */
export function withEditor(ui: Ui, room: string, editor: Editor, completion?: Completion): Ui {
  const hushed = ui.hushed === editor.text ? ui.hushed : undefined;
  return { ...ui, editors: new Map(ui.editors).set(room, editor), completion, hushed };
}

/** Without a value: it is over. */
export function withComposing(ui: Ui, room: string, value: Composing | undefined): Ui {
  const composing = new Map(ui.composing);
  if (value === undefined) composing.delete(room);
  else composing.set(room, value);
  return { ...ui, composing };
}

/** What is scrolled: the current room, or a visit to a message of it. */
export function placeOf(state: State): string {
  const visit = visitShown(state);
  return visit === undefined ? state.current : `${visit.room} ${visit.noticesFrom}`;
}

const isVisit = (place: string): boolean => place.includes(' ');

/** Undefined: not scrolled yet. */
export function anchorOf(ui: Ui, place: string): Anchor | undefined {
  return ui.anchors.get(place);
}

/** Without an anchor it stands where it does before anybody scrolls. */
export function withAnchor(ui: Ui, place: string, anchor: Anchor | undefined): Ui {
  // There is but one visit at a time: those before it are over.
  const anchors = new Map([...ui.anchors].filter(([other]) => !isVisit(place) || !isVisit(other)));
  if (anchor === undefined) anchors.delete(place);
  else anchors.set(place, anchor);
  return { ...ui, anchors };
}
