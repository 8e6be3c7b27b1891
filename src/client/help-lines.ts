// The help: every command and every key, as lines for the message pane.
import { commands } from '../sdk/slash.ts';
import { keyHelp } from '../ui/key-help.ts';
import { defaultKeymap, type Keymap } from '../ui/keymap.ts';
import { ownCommands } from '../ui/own-commands.ts';
import { cellWidth } from './cells.ts';
import type { Theme } from './theme.ts';
import { wrapEntry } from './wrap.ts';

/** The longest left column; what is longer has its explanation on the next line. */
const maxTermWidth = 24;

/** Side by side from here on: each column still holds its longest line. */
const besideFrom = 132;

export function helpLines(width: number, theme: Theme, keymap: Keymap = defaultKeymap): string[] {
  const keys = keyHelp(keymap);
  const told = [...commands, ...ownCommands].map(
    (command): Entry => [
      [`/${command.name}`, command.arguments].filter(Boolean).join(' '),
      command.help,
    ],
  );
  const longest = Math.max(...[...keys, ...told].map(([term]) => cellWidth(term)));
  const each = width < besideFrom ? width : width >> 1;
  const termWidth = Math.min(maxTermWidth, longest, Math.floor(each / 2));
  const table = (entries: readonly Entry[]): Line[] =>
    entries.flatMap((entry) => entryLines(entry, termWidth, each, theme));
  const closes = '   Esc closes this';
  const left = [
    { cells: 9 + closes.length, painted: theme.strong(' Commands') + theme.dim(closes) },
    ...table([...told, ['//text', 'sends a text that begins with a slash']]),
  ];
  const right = [{ cells: 5, painted: theme.strong(' Keys') }, ...table(keys)];
  if (each < width) return beside(left, right, each);
  return [...left, { cells: 0, painted: '' }, ...right].map(({ painted }) => painted);
}

type Entry = readonly [term: string, meaning: string];

interface Line {
  readonly cells: number;
  readonly painted: string;
}

function entryLines(entry: Entry, termWidth: number, width: number, theme: Theme): Line[] {
  const [term, meaning] = entry;
  return wrapEntry(term, meaning, termWidth, width - 3).map((line, index) => {
    const from = index === 0 ? term.length : 0;
    const painted = `  ${theme.accent(line.slice(0, from))}${line.slice(from)}`;
    return { cells: 2 + cellWidth(line), painted };
  });
}

function beside(left: readonly Line[], right: readonly Line[], width: number): string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const { cells, painted } = left[index] ?? { cells: 0, painted: '' };
    const other = right[index]?.painted ?? '';
    return painted + ' '.repeat(Math.max(0, width - cells)) + other;
  });
}
