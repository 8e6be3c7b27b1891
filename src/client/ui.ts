// What the screen knows beside the chat itself: the drafts, the places scrolled to, help, hints.
import type { State } from '../sdk/state.ts';
import { visitShown } from '../sdk/visit.ts';
import type { Completion } from './completion.ts';
import type { Edit } from './editing.ts';
import { defaultKeymap, type Keymap } from './keymap.ts';
import { type Editor, emptyEditor } from './line-editor.ts';
import { defaultPreferences, type Preferences } from './preferences.ts';
import type { Anchor } from './viewport.ts';

export interface Ui {
  readonly columns: number;
  readonly rows: number;
  /** The time, for what counts down. */
  readonly now: number;
  /** A draft and its history for each room. */
  readonly editors: ReadonlyMap<string, Editor>;
  /** The rooms in whose line a message is being edited. */
  readonly edits: ReadonlyMap<string, Edit>;
  readonly anchors: ReadonlyMap<string, Anchor>;
  readonly completion: Completion | undefined;
  /** The first line shown of the help; undefined while it is closed. */
  readonly help: number | undefined;
  /** A word to the person, in the status line, for a moment. */
  readonly hint: string;
  /** The terminal has the focus, or cannot tell. */
  readonly hasFocus: boolean;
  readonly preferences: Preferences;
  readonly keymap: Keymap;
}

export function initialUi(columns: number, rows: number, now: number): Ui {
  return {
    columns,
    rows,
    now,
    editors: new Map(),
    edits: new Map(),
    anchors: new Map(),
    completion: undefined,
    help: undefined,
    hint: '',
    hasFocus: true,
    preferences: defaultPreferences,
    keymap: defaultKeymap,
  };
}

export function editorOf(ui: Ui, room: string): Editor {
  return ui.editors.get(room) ?? emptyEditor;
}

/** The draft changed; a completion under way goes on only if it made the change. */
export function withEditor(ui: Ui, room: string, editor: Editor, completion?: Completion): Ui {
  return { ...ui, editors: new Map(ui.editors).set(room, editor), completion };
}

/** What is scrolled: the current room, or a visit to a message of it. */
export function placeOf(state: State): string {
  const visit = visitShown(state);
  return visit === undefined ? state.current : `${visit.room} ${visit.seq}`;
}

/** Undefined: not scrolled yet. */
export function anchorOf(ui: Ui, place: string): Anchor | undefined {
  return ui.anchors.get(place);
}

/** Without an anchor it stands where it does before anybody scrolls. */
export function withAnchor(ui: Ui, place: string, anchor: Anchor | undefined): Ui {
  const anchors = new Map(ui.anchors);
  if (anchor === undefined) anchors.delete(place);
  else anchors.set(place, anchor);
  return { ...ui, anchors };
}
