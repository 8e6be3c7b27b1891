// The help: every command and every key, as lines for the message pane.
import { commands } from '../sdk/slash.ts';
import { cellWidth } from './cells.ts';
import { keyHelp } from './key-help.ts';
import { defaultKeymap, type Keymap } from './keymap.ts';
import { ownCommands } from './own-commands.ts';
import type { Theme } from './theme.ts';
import { wrapEntry } from './wrap.ts';

/** The longest left column; what is longer has its explanation on the next line. */
const maxTermWidth = 24;

export function helpLines(width: number, theme: Theme, keymap: Keymap = defaultKeymap): string[] {
  const keys = keyHelp(keymap);
  const told = [...commands, ...ownCommands].map(
    (command): Entry => [
      [`/${command.name}`, command.arguments].filter(Boolean).join(' '),
      command.help,
    ],
  );
  const longest = Math.max(...[...keys, ...told].map(([term]) => cellWidth(term)));
  const termWidth = Math.min(maxTermWidth, longest, Math.floor(width / 2));
  const table = (entries: readonly Entry[]): string[] =>
    entries.flatMap((entry) => entryLines(entry, termWidth, width, theme));
  return [
    theme.strong(' Commands') + theme.dim('   Esc closes this'),
    ...table([...told, ['//text', 'sends a text that begins with a slash']]),
    '',
    theme.strong(' Keys'),
    ...table(keys),
  ];
}

type Entry = readonly [term: string, meaning: string];

function entryLines(entry: Entry, termWidth: number, width: number, theme: Theme): string[] {
  const [term, meaning] = entry;
  const [first = '', ...rest] = wrapEntry(term, meaning, termWidth, width - 3);
  const told = theme.accent(first.slice(0, term.length)) + first.slice(term.length);
  return [told, ...rest].map((line) => `  ${line}`);
}
