// The commands of the program itself: what they are called and ask of it, beside those of the client core.
import { nearest } from '../sdk/nearest.ts';
import { type Command, commands, findCommand, helpFor, readTyped } from '../sdk/slash.ts';
import type { PreferenceTable } from './preference-kinds.ts';
import { actionWords, preferenceWords } from './set-words.ts';

/** What a command of its own may ask of the program. */
export interface OwnActions {
  /** Shows, explains or changes preferences and keys, as /set was typed. @returns false: it can't be so */
  set(rest: string): boolean;
  /** The room on the screen unless one is named. */
  toggleMute(room: string): boolean;
  /** All of them, or those that have to do with a word. */
  showKeys(word: string): boolean;
}

export interface OwnCommand extends Omit<Command, 'run'> {
  readonly run: (program: OwnActions, rest: string) => boolean;
  /** What Tab offers for `word` behind the words that stand there already. */
  readonly choices?: (
    before: readonly string[],
    word: string,
    table: PreferenceTable,
  ) => readonly string[];
}

/** In the order in which the help shows them, after the client core's. */
export const ownCommands: readonly OwnCommand[] = [
  {
    name: 'set',
    aliases: [],
    arguments: '[name] [value]',
    help: 'shows or changes what you prefer',
    run: (program, rest) => program.set(rest),
    choices: (before, word, table) => {
      const [name] = before;
      return name === undefined
        ? preferenceWords(word, table)
        : actionWords(name, before.length, table);
    },
  },
  {
    name: 'mute',
    aliases: [],
    arguments: '[room]',
    help: 'mutes a room; the same again ends that',
    run: (program, rest) => program.toggleMute(rest),
  },
  {
    name: 'keys',
    aliases: ['key'],
    arguments: '[word]',
    help: 'lists the keys, or those for a word',
    run: (program, rest) => program.showKeys(rest),
  },
];

/** Names and help of the program's own, for whoever looks them up beside the client core's. */
export const asCommands: readonly Command[] = ownCommands.map((command) => ({
  ...command,
  run: () => {},
}));

/** What Tab offers behind a command of the program; undefined where the command does not say. */
export function ownChoices(
  command: string,
  before: readonly string[],
  word: string,
  table: PreferenceTable,
): readonly string[] | undefined {
  return ownCommands.find(({ name }) => name === command)?.choices?.(before, word, table);
}

/** A command of the program that was typed, or what is wrong with what looks like a command at all. */
export type OwnTyped =
  | { readonly run: (program: OwnActions) => boolean }
  | { readonly problem: string }
  | { readonly help: string };

/** Undefined: the client core knows what to do with the text. */
export function readOwn(text: string): OwnTyped | undefined {
  const typed = readTyped(text, asCommands);
  if ('problem' in typed) return typed;
  if (!('command' in typed)) return undefined;
  const { command, rest } = typed;
  const own = ownCommands.find(({ name }) => name === command.name);
  if (own !== undefined) return { run: (program) => own.run(program, rest) };
  return command.name === 'help' && rest !== '' ? { help: helpFor(rest, asCommands) } : undefined;
}

/** Asked before the text goes to the client core: the program has more to end than the connection. */
export function isQuit(text: string): boolean {
  const typed = readTyped(text);
  return 'command' in typed && typed.command.name === 'quit';
}

/** `/help` alone; with a command's name it is answered in the room. */
export function isHelp(text: string): boolean {
  const typed = readTyped(text);
  return 'command' in typed && typed.command.name === 'help' && typed.rest === '';
}

/** About a message that was said: what one has just sent must be there before it can be meant. */
export function isAboutMessage(text: string): boolean {
  const typed = readTyped(text);
  return 'command' in typed && typed.command.arguments.startsWith('[^N]');
}

/** Whether a text has in it what nobody may keep: a password, also behind a command that is misspelt. */
export function isSecret(text: string, more: readonly Command[] = asCommands): boolean {
  const [, word] = /^\s*\/(\S+)/u.exec(text) ?? [];
  if (word === undefined) return false;
  const known = findCommand(word, more);
  if (known !== undefined) return known.isSecret === true;
  const secrets = [...more, ...commands].filter((command) => command.isSecret);
  const names = secrets.flatMap(({ name, aliases }) => [name, ...aliases]);
  return nearest(word.toLowerCase(), names) !== undefined;
}
