// Which keys stay the browser's, and what does here what they do in a terminal.
import type { EditName } from '../../ui/key-table.ts';
import { createKeymap, type KeyChoices, type Keymap, unbound } from '../../ui/keymap.ts';

/**
 * Keys that mean something in a terminal and something else in a browser, where people need it more, or
 * where a page never sees them.
 */
export const browserKeys = {
  'ctrl-a': 'selects all',
  'ctrl-c': 'copies',
  'ctrl-x': 'cuts',
  'ctrl-z': 'undoes',
  'ctrl-y': 'does again',
  'ctrl-f': 'finds in the page',
  'ctrl-d': 'bookmarks',
  'ctrl-h': 'history of the browser',
  'ctrl-l': 'goes to the address',
  'ctrl-n': 'opens a window',
  'ctrl-p': 'prints',
  'ctrl-r': 'loads the page again',
  'ctrl-t': 'opens a tab',
  'ctrl-w': 'closes the tab',
  'alt-left': 'a page back',
  'alt-right': 'a page forward',
  'alt-home': 'the first page',
  'alt-d': 'goes to the address',
  'shift-up': 'selects text',
  'shift-down': 'selects text',
} as const satisfies Readonly<Record<string, string>>;

/** What would be lost with them has another key. */
export const pageKeys = {
  'alt-n': 'room-next',
  'alt-p': 'room-previous',
  'alt-h': 'reverse-search',
  'alt-w': 'kill-word-left',
  'alt-y': 'yank',
  'alt-t': 'transpose',
} as const satisfies KeyChoices;

/** What a page can't do, or its browser does. */
export const terminalActions: ReadonlySet<string> = new Set([
  'external-editor',
  'interrupt',
  'suspend',
  'redraw',
  'lines-back',
  'lines-forward',
]);

const terminalsOwn: KeyChoices = {
  'ctrl-x ctrl-e': unbound,
  'wheel-up': unbound,
  'wheel-down': unbound,
};

/** The keys here, with what the person has chosen; and in a sentence each what could not be bound. */
export function pageKeymap(chosen: KeyChoices = {}): { keymap: Keymap; problems: string[] } {
  return createKeymap({ ...pageChoices, ...chosen });
}

const pageChoices: KeyChoices = {
  ...terminalsOwn,
  ...Object.fromEntries(Object.keys(browserKeys).map((key) => [key, unbound])),
  ...pageKeys,
};

/** Whether a key is left alone: it is the browser's, and nobody has bound it to something else. */
export function isBrowsers(key: string, chosen: KeyChoices = {}): boolean {
  return Object.hasOwn(browserKeys, key) && !Object.hasOwn(chosen, key);
}

/** Edits that a text field does by itself: with its own undoing, and in every script. */
const fieldEdits: Readonly<Record<string, EditName>> = {
  left: 'left',
  right: 'right',
  'ctrl-left': 'word-left',
  'ctrl-right': 'word-right',
  home: 'line-start',
  end: 'line-end',
  backspace: 'backspace',
  delete: 'delete',
  'shift-backspace': 'backspace',
  'ctrl-backspace': 'kill-subword-left',
  'ctrl-delete': 'kill-word-right',
  'shift-enter': 'newline',
};

export function isFieldsOwn(key: string, edit: EditName): boolean {
  return fieldEdits[key] === edit;
}
