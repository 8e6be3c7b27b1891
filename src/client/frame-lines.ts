// What stands above and below the messages: the room's head, and the line over the input.

import { commands } from '../sdk/slash.ts';
import type { State } from '../sdk/state.ts';
import { cellWidth, truncate } from './cells.ts';
import type { Completion } from './completion.ts';
import { roomTitle } from './rooms.ts';
import { safeText } from './safe-text.ts';
import type { Theme } from './theme.ts';

/** The room's name and topic, and at the right how many are here. */
export function headerText(state: State, width: number, theme: Theme): string {
  const room = state.rooms.get(state.current);
  const here = room === undefined || room.count === 0 ? '' : `${room.count} here`;
  const name = truncate(safeText(roomTitle(state.current, state.me.name)), Math.floor(width / 2));
  const free = width - 2 - cellWidth(name) - cellWidth(here) - 5;
  const topic = truncate(safeText(oneLine(room?.topic ?? '')), Math.max(0, free));
  const gap = Math.max(
    1,
    width - 2 - cellWidth(name) - cellWidth(here) - (topic === '' ? 0 : cellWidth(topic) + 3),
  );
  const middle = topic === '' ? '' : theme.dim(' · ') + topic;
  return ` ${theme.strong(name)}${middle}${' '.repeat(gap)}${theme.dim(here)} `;
}

/** The line over the input; it holds what helps with what is being written, or what is below. */
export function inputRule(label: string, width: number, theme: Theme): string {
  if (label === '') return theme.dim('─'.repeat(width));
  const shown = truncate(label, width - 4);
  return `${theme.dim('─')} ${theme.accent(shown)} ${theme.dim('─'.repeat(Math.max(0, width - 3 - cellWidth(shown))))}`;
}

export interface RuleInput {
  readonly text: string;
  readonly completion: Completion | undefined;
  /** Rows below the window. */
  readonly below: number;
  readonly isLoadingOlder: boolean;
  /** How many more characters the message may have. */
  readonly room: number;
}

/** Few enough characters left that a writer wants to know. */
const nearlyFull = 200;

/** What the line over the input says; empty: nothing. */
export function ruleLabel(input: RuleInput): string {
  const { completion } = input;
  if (completion !== undefined && completion.choices.length > 1) return choicesLabel(completion);
  if (input.text.startsWith('/')) return commandLabel(input.text);
  if (input.room < nearlyFull) return `${input.room} characters left`;
  if (input.isLoadingOlder) return 'loading older messages…';
  return input.below > 0 ? `↓ ${input.below} more below (Ctrl-End)` : '';
}

function choicesLabel({ choices, chosen }: Completion): string {
  const trimmed = choices.map((choice, index) =>
    index === chosen ? `[${choice.trim()}]` : choice.trim(),
  );
  return safeText(trimmed.slice(Math.max(0, chosen - 2)).join('  '));
}

function commandLabel(text: string): string {
  const typed = /^\/(\S*)/u.exec(text)?.[1] ?? '';
  const isWhole = /^\/\S+\s/u.test(text);
  const matching = commands.filter((command) =>
    isWhole ? [command.name, ...command.aliases].includes(typed) : command.name.startsWith(typed),
  );
  const [only] = matching;
  if (only === undefined) return '';
  if (matching.length > 1 && only.name !== typed)
    return matching.map((command) => `/${command.name}`).join('  ');
  return `${[`/${only.name}`, only.arguments].filter(Boolean).join(' ')} · ${only.help}`;
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}
