// Which key does what: one table, from which the help is printed.
import type { EditName } from './line-editor.ts';

/** What a key asks of the client, beyond editing the line. */
export type ActionName =
  | 'submit'
  | 'complete'
  | 'complete-back'
  | 'page-up'
  | 'page-down'
  | 'line-back'
  | 'line-forward'
  | 'scroll-first'
  | 'scroll-last'
  | 'room-next'
  | 'room-previous'
  | 'room-news'
  | 'redraw'
  | 'help'
  | 'dismiss'
  | 'interrupt'
  | 'suspend'
  | 'switcher'
  | 'reverse-search'
  | 'external-editor'
  | 'focus-next'
  | 'focus-previous'
  | 'sidebar-toggle'
  | 'select-older'
  | 'select-newer'
  | 'select-first'
  | 'select-last'
  | 'jump-to-unread'
  | 'day-back'
  | 'day-forward'
  | 'room-back'
  | 'reply'
  | 'react'
  | 'edit'
  | 'delete'
  | 'copy'
  | 'open'
  | 'details';

/** What has the focus. */
export type KeyContext = 'line' | 'message' | 'list';

export type Binding =
  | { readonly edit: EditName }
  | { readonly act: ActionName }
  | { readonly room: number };

interface Row {
  readonly keys: readonly string[];
  readonly does: Binding;
}

const edit = (name: EditName, ...keys: string[]): Row => ({ keys, does: { edit: name } });
const act = (name: ActionName, ...keys: string[]): Row => ({ keys, does: { act: name } });

const rows: readonly Row[] = [
  edit('left', 'left', 'ctrl-b'),
  edit('right', 'right', 'ctrl-f'),
  edit('word-left', 'alt-b', 'ctrl-left', 'alt-left'),
  edit('word-right', 'alt-f', 'ctrl-right', 'alt-right'),
  edit('line-start', 'ctrl-a', 'home'),
  edit('line-end', 'ctrl-e', 'end'),
  edit('up', 'up'),
  edit('down', 'down'),
  edit('newline', 'alt-enter', 'shift-enter', 'ctrl-enter'),
  edit('backspace', 'backspace', 'ctrl-h', 'shift-backspace'),
  edit('delete', 'delete', 'ctrl-d'),
  edit('transpose', 'ctrl-t'),
  edit('kill-word-left', 'ctrl-w'),
  edit('kill-subword-left', 'alt-backspace', 'ctrl-backspace'),
  edit('kill-word-right', 'alt-d', 'ctrl-delete', 'alt-delete'),
  edit('kill-to-start', 'ctrl-u'),
  edit('kill-to-end', 'ctrl-k'),
  edit('yank', 'ctrl-y'),
  act('submit', 'enter'),
  act('complete', 'tab'),
  act('complete-back', 'shift-tab'),
  act('page-up', 'page-up'),
  act('page-down', 'page-down'),
  act('line-back', 'shift-up', 'alt-k'),
  act('line-forward', 'shift-down', 'alt-j'),
  act('select-older', 'alt-up'),
  act('select-newer', 'alt-down'),
  act('switcher', 'ctrl-g'),
  act('reverse-search', 'ctrl-r'),
  act('external-editor', 'ctrl-x ctrl-e'),
  act('focus-next', 'f6'),
  act('focus-previous', 'shift-f6'),
  act('sidebar-toggle', 'alt-s'),
  act('jump-to-unread', 'alt-u'),
  act('day-back', 'alt-page-up'),
  act('day-forward', 'alt-page-down'),
  act('room-back', 'alt-o'),
  act('scroll-first', 'ctrl-home', 'alt-<'),
  act('scroll-last', 'ctrl-end', 'alt->'),
  act('room-next', 'ctrl-n'),
  act('room-previous', 'ctrl-p'),
  act('room-news', 'alt-a'),
  act('redraw', 'ctrl-l'),
  act('help', 'f1'),
  act('dismiss', 'escape'),
  act('interrupt', 'ctrl-c'),
  act('suspend', 'ctrl-z'),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((room): Row => ({ keys: [`alt-${room}`], does: { room } })),
];

const messageRows: readonly Row[] = [
  act('select-older', 'up', 'k'),
  act('select-newer', 'down', 'j'),
  act('select-first', 'home', 'g'),
  act('select-last', 'end', 'G'),
  act('reply', 'r', 'enter'),
  act('react', '+'),
  act('edit', 'e'),
  act('delete', 'd', 'delete'),
  act('copy', 'y'),
  act('open', 'o'),
  act('details', 'i'),
];

const listRows: readonly Row[] = [
  act('select-older', 'up', 'k'),
  act('select-newer', 'down', 'j'),
  act('select-first', 'home', 'g'),
  act('select-last', 'end', 'G'),
];

const tableOf = (all: readonly Row[]): ReadonlyMap<string, Binding> =>
  new Map(all.flatMap((row) => row.keys.map((key) => [key, row.does] as const)));

const tables = {
  line: tableOf(rows),
  message: tableOf([...rows, ...messageRows]),
  list: tableOf([...rows, ...listRows]),
};

/** What the key of this name (of a chord: its keys) does; undefined where it does nothing. */
export function bindingOf(keyName: string, context: KeyContext = 'line'): Binding | undefined {
  return tables[context].get(keyName);
}

const chordStarts = new Set(
  [...tables.line.keys()].flatMap((key) => (key.includes(' ') ? [key.split(' ')[0]] : [])),
);

/** A chord begins with this key. */
export function isChordStart(keyName: string): boolean {
  return chordStarts.has(keyName);
}

/** The keys as people are told about them: what to press, what it does. */
export const keyHelp: readonly (readonly [keys: string, does: string])[] = [
  ['Enter', 'send'],
  ['Alt-Enter', 'a new line in the message'],
  ['Tab  Shift-Tab', 'complete a command, room or name'],
  ['Up  Down', 'edit the last message, then history'],
  ['PgUp  PgDn', 'scroll back and forward'],
  ['Ctrl-Home  Ctrl-End', 'the oldest message held, the newest'],
  ['Esc  End', 'back to now from what /goto shows'],
  ['Alt-1 … Alt-9', 'go to a room by its number'],
  ['Ctrl-N  Ctrl-P', 'the next room, the one before'],
  ['Alt-A', 'the next room with something new'],
  ['Ctrl-A E B F', 'start, end, back, forward'],
  ['Alt-B  Alt-F', 'a word back, a word forward'],
  ['Ctrl-W U K  Alt-D', 'cut a word, to start, to end, next word'],
  ['Ctrl-Y  Ctrl-T', 'put back what was cut, swap two letters'],
  ['Ctrl-L', 'draw the screen again'],
  ['Ctrl-Z', 'suspend'],
  ['Ctrl-C Ctrl-C', 'quit (or /quit)'],
];
