// The keys as people are told about them: what to press, what it does, a few words a line.
import { shownKey } from './key-names.ts';
import { defaultKeymap, type Keymap } from './keymap.ts';

/** Some actions in one line; the label is for as long as nobody has bound other keys to them. */
interface HelpRow {
  readonly label: string;
  readonly actions: readonly string[];
  readonly does: string;
}

const row = (label: string, actions: string, does: string): HelpRow => ({
  label,
  actions: actions.split(' '),
  does,
});

const rows: readonly HelpRow[] = [
  row('Enter', 'submit', 'send'),
  row('Alt-Enter', 'newline', 'a new line in the message'),
  row('Tab  Shift-Tab', 'complete complete-back', 'complete a command, room or name'),
  row('Up  Down', 'up down', 'edit the last message, then history'),
  row('Ctrl-R', 'reverse-search', 'search in what you wrote'),
  row('Ctrl-X Ctrl-E', 'external-editor', 'write in $EDITOR'),
  row('PgUp  PgDn', 'page-up page-down', 'scroll back and forward'),
  row('Alt-PgUp  Alt-PgDn', 'day-back day-forward', 'a day back, a day forward'),
  row('Ctrl-Home  Ctrl-End', 'scroll-first scroll-last', 'the oldest message held, the newest'),
  row('Alt-U', 'jump-to-unread', 'the first unread message'),
  row('Esc  End', 'dismiss line-end', 'back to now from what /goto shows'),
  row('Alt-Up  Alt-Down', 'select-older select-newer', 'select a message; also Esc and then Up'),
  row(
    'r + e d',
    'message-reply message-react message-edit message-delete',
    'reply, react, edit, delete it',
  ),
  row('y o i', 'message-copy message-open message-details', 'copy it, open its link, details'),
  row('Ctrl-G', 'switcher', 'go to a room by a part of its name'),
  row('Alt-1 … Alt-9', 'room-1 room-9', 'go to a room by its number'),
  row('Ctrl-N  Ctrl-P', 'room-next room-previous', 'the next room, the one before'),
  row('Alt-A', 'room-news', 'the next room with something new'),
  row('Alt-L', 'room-back', 'the room where you were last'),
  row('Alt-S', 'sidebar-toggle', 'fold the sidebar away, or open it'),
  row('F6  Shift-F6', 'focus-next focus-previous', 'to the next part of the screen'),
  row('Ctrl-A E B F', 'line-start line-end left right', 'start, end, back, forward'),
  row('Alt-B  Alt-F', 'word-left word-right', 'a word back, a word forward'),
  row(
    'Ctrl-W U K  Alt-D',
    'kill-word-left kill-to-start kill-to-end kill-word-right',
    'cut a word, to start, to end, next word',
  ),
  row('Ctrl-Y  Ctrl-T', 'yank transpose', 'put back what was cut, swap two letters'),
  row('Ctrl-L', 'redraw', 'draw the screen again'),
  row('Ctrl-Z', 'suspend', 'suspend'),
  row('Ctrl-C Ctrl-C', 'interrupt', 'quit (or /quit)'),
];

/** What has no key any more is not told. */
export function keyHelp(keymap: Keymap = defaultKeymap): (readonly [keys: string, does: string])[] {
  return rows.flatMap(({ label, actions, does }) => {
    const isUsual = actions.every((name) =>
      isSame(keymap.keysOf(name), defaultKeymap.keysOf(name)),
    );
    if (isUsual) return [[label, does] as const];
    const keys = actions.flatMap((name) => keymap.keysOf(name).slice(0, 1).map(shownKey));
    return keys.length === 0 ? [] : [[keys.join('  '), does] as const];
  });
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}
