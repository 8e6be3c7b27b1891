// Everything that a key can do: one table, from which the keymap, the help and docs/keys.md come.

/** Where a key means something: in the input line, on a message, in a list or menu; or everywhere else too. */
export type KeyContext = 'any' | 'line' | 'message' | 'list';

export type Binding =
  | { readonly edit: EditName }
  | { readonly act: ActionName }
  | { readonly room: number };

export interface KeyAction {
  /** As the config file calls it. */
  readonly name: string;
  readonly context: KeyContext;
  /** The first is the one that the help shows. */
  readonly keys: readonly string[];
  /** Keys that do it on a message as well. */
  readonly onMessage: readonly string[];
  readonly help: string;
  readonly does: Binding;
}

interface Row {
  readonly keys: readonly string[];
  readonly help: string;
  readonly onMessage?: readonly string[];
}

const lineEdits = {
  left: { keys: ['left', 'ctrl-b'], help: 'a character back' },
  right: { keys: ['right', 'ctrl-f'], help: 'a character forward' },
  'word-left': { keys: ['alt-b', 'ctrl-left', 'alt-left'], help: 'a word back' },
  'word-right': { keys: ['alt-f', 'ctrl-right', 'alt-right'], help: 'a word forward' },
  'line-start': {
    keys: ['ctrl-a', 'home'],
    help: 'to the start of the line; in an empty one Home goes to the oldest message',
  },
  'line-end': {
    keys: ['ctrl-e', 'end'],
    help: 'to the end of the line; in an empty one End goes to the newest message',
  },
  up: {
    keys: ['up', 'ctrl-up'],
    help: 'a line up; in the first one to the last message, then through what you wrote before',
  },
  down: {
    keys: ['down', 'ctrl-down'],
    help: 'a line down; in the last one forward through what you wrote before',
  },
  newline: { keys: ['alt-enter', 'shift-enter', 'ctrl-enter'], help: 'a new line in the message' },
  backspace: {
    keys: ['backspace', 'ctrl-h', 'shift-backspace'],
    help: 'deletes the character before',
  },
  delete: { keys: ['delete', 'ctrl-d'], help: 'deletes the character behind' },
  transpose: { keys: ['ctrl-t'], help: 'swaps two letters' },
  'kill-word-left': { keys: ['ctrl-w'], help: 'cuts back to the last blank' },
  'kill-subword-left': { keys: ['alt-backspace', 'ctrl-backspace'], help: 'cuts the word before' },
  'kill-word-right': {
    keys: ['alt-d', 'ctrl-delete', 'alt-delete'],
    help: 'cuts the word behind',
  },
  'kill-to-start': { keys: ['ctrl-u'], help: 'cuts to the start of the line' },
  'kill-to-end': { keys: ['ctrl-k'], help: 'cuts to the end of the line' },
  'kill-all': { keys: ['alt-r'], help: 'cuts all that is written' },
  yank: { keys: ['ctrl-y'], help: 'puts back what was cut' },
} as const satisfies Readonly<Record<string, Row>>;

/** What a key does to the text being written. */
export type EditName = keyof typeof lineEdits;

const onTheLine = {
  submit: { keys: ['enter'], help: 'sends' },
  complete: { keys: ['tab'], help: 'completes a command, a room, a name' },
  'complete-back': { keys: ['shift-tab'], help: 'the same, backward' },
  'reverse-search': { keys: ['ctrl-r'], help: 'searches in what you wrote before' },
  'external-editor': { keys: ['ctrl-x ctrl-e'], help: 'writes the message in $EDITOR' },
} as const satisfies Readonly<Record<string, Row>>;

const anywhere = {
  'page-up': { keys: ['page-up'], help: 'a page back' },
  'page-down': { keys: ['page-down'], help: 'a page forward' },
  'line-back': { keys: ['shift-up', 'alt-k'], help: 'a line back' },
  'line-forward': { keys: ['shift-down', 'alt-j'], help: 'a line forward' },
  'lines-back': { keys: ['wheel-up'], help: 'three lines back' },
  'lines-forward': { keys: ['wheel-down'], help: 'three lines forward' },
  'day-back': { keys: ['alt-page-up'], help: 'a day back' },
  'day-forward': { keys: ['alt-page-down'], help: 'a day forward' },
  'scroll-first': { keys: ['ctrl-home', 'alt-home', 'alt-<'], help: 'the oldest message held' },
  'scroll-last': { keys: ['ctrl-end', 'alt-end', 'alt->'], help: 'the newest message' },
  'jump-to-unread': { keys: ['alt-u'], help: 'the first unread message' },
  'select-older': {
    keys: ['alt-up'],
    onMessage: ['up', 'k'],
    help: 'selects the message before, first the newest',
  },
  'select-newer': {
    keys: ['alt-down'],
    onMessage: ['down', 'j'],
    help: 'selects the message after',
  },
  'room-next': { keys: ['ctrl-n'], help: 'the next room' },
  'room-previous': { keys: ['ctrl-p'], help: 'the room before' },
  'room-news': { keys: ['alt-a'], help: 'the next room with something new' },
  'room-back': { keys: ['alt-l', 'ctrl-^'], help: 'the room where you were last' },
  switcher: { keys: ['ctrl-g'], help: 'goes to a room or person by a part of the name' },
  'sidebar-toggle': {
    keys: ['alt-s', 'alt-B', 'alt-N'],
    help: 'folds the list of rooms and people away, or opens it',
  },
  'focus-next': { keys: ['f6'], help: 'the keys go to the next part of the screen' },
  'focus-previous': { keys: ['shift-f6'], help: 'the keys go to the part before' },
  help: { keys: ['f1'], help: 'shows the help, or closes it' },
  dismiss: {
    keys: ['escape'],
    help: 'closes what lies on top; back to now from what /goto shows; then Up selects a message',
  },
  redraw: { keys: ['ctrl-l'], help: 'draws the screen again' },
  interrupt: { keys: ['ctrl-c'], help: 'empties the line; twice: quits' },
  suspend: { keys: ['ctrl-z'], help: 'suspends; fg in the shell comes back' },
} as const satisfies Readonly<Record<string, Row>>;

const onAMessage = {
  'message-first': { keys: ['home', 'g'], help: 'the oldest message held' },
  'message-last': { keys: ['end', 'G'], help: 'the newest message' },
  'message-reply': { keys: ['r'], help: 'replies' },
  'message-react': { keys: ['+'], help: 'reacts' },
  'message-edit': { keys: ['e'], help: 'edits it, if it is yours' },
  'message-delete': { keys: ['d'], help: 'deletes it, if it is yours' },
  'message-copy': { keys: ['y'], help: 'copies its text' },
  'message-open': { keys: ['o'], help: 'opens its link' },
  'message-details': { keys: ['i', 'enter'], help: 'shows all that is known of it' },
} as const satisfies Readonly<Record<string, Row>>;

const inAList = {
  'list-previous': { keys: ['up', 'ctrl-p', 'shift-tab'], help: 'the line before' },
  'list-next': { keys: ['down', 'ctrl-n', 'tab'], help: 'the next line' },
  'list-first': { keys: ['home'], help: 'the first line' },
  'list-last': { keys: ['end'], help: 'the last line' },
  'list-choose': { keys: ['enter'], help: 'takes it' },
} as const satisfies Readonly<Record<string, Row>>;

/** What a key asks of the client, beyond editing the line. */
export type ActionName =
  | keyof typeof onTheLine
  | keyof typeof anywhere
  | keyof typeof onAMessage
  | keyof typeof inAList;

/** Rooms that have a key: as the sidebar numbers them, and one more. */
const roomRows: readonly KeyAction[] = Array.from({ length: 10 }, (_, index) => {
  const room = index + 1;
  const row = { keys: [`alt-${room % 10}`], help: `the room with the number ${room}` };
  return action(`room-${room}`, 'any', row, { room });
});

/** In the order in which documents have them. */
export const keyActions: readonly KeyAction[] = [
  ...actions('any', anywhere),
  ...roomRows,
  ...actions('line', onTheLine),
  ...entriesOf(lineEdits).map(([edit, row]) => action(edit, 'line', row, { edit })),
  ...actions('message', onAMessage),
  ...actions('list', inAList),
];

function actions<Name extends ActionName>(
  context: KeyContext,
  rows: Readonly<Record<Name, Row>>,
): KeyAction[] {
  return entriesOf(rows).map(([act, row]) => action(act, context, row, { act }));
}

function action(name: string, context: KeyContext, row: Row, does: Binding): KeyAction {
  return { name, context, onMessage: [], ...row, does };
}

function entriesOf<Name extends string>(rows: Readonly<Record<Name, Row>>): [Name, Row][] {
  return Object.entries(rows) as [Name, Row][];
}
