// The commands of the program itself: what they are called and ask of it, beside those of the client core.
import { nearest } from '../protocol/nearest.ts';
import { type Command, commands, findCommand, helpFor, readTyped } from '../sdk/slash.ts';
import type { PreferenceTable } from './preference-kinds.ts';
import { actionWords, preferenceWords } from './set-words.ts';

/** What a password is needed for: typed unseen, in a prompt of the program's. */
export type PasswordWish =
  | { readonly does: 'logIn'; readonly name: string }
  | { readonly does: 'register'; readonly code: string }
  | { readonly does: 'changePassword' | 'unregister' };

/** What a command of its own may ask of the program. */
export interface OwnActions {
  /** Shows, explains or changes preferences and keys, as /set was typed. @returns false: it can't be so */
  set(rest: string): boolean;
  /** The room on the screen unless one is named. */
  toggleMute(room: string): boolean;
  /** All of them, or those that have to do with a word. */
  showKeys(word: string): boolean;
  /** Asks for the password, and does it. */
  askPassword(wish: PasswordWish): boolean;
  complain(text: string): boolean;
}

export interface OwnCommand extends Omit<Command, 'run' | 'choices'> {
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
    arguments: '[#room]',
    help: 'mutes a room; again: ends that',
    // With a name it is about a person: what moderators do.
    isMeant: (rest) => rest === '' || rest.startsWith('#'),
    run: (program, rest) => program.toggleMute(rest),
  },
  {
    name: 'keys',
    aliases: ['key'],
    arguments: '[word]',
    help: 'lists the keys, or those for a word',
    run: (program, rest) => program.showKeys(rest),
  },
  {
    name: 'register',
    aliases: [],
    arguments: '[code]',
    help: 'makes your name yours, by a password',
    isSecret: true,
    run: (program, rest) => {
      if (isOneWord(rest)) return program.askPassword({ does: 'register', code: rest });
      return program.complain(unseen('/register'));
    },
  },
  {
    name: 'login',
    aliases: [],
    arguments: '[name]',
    help: 'comes in as somebody with a password',
    isSecret: true,
    run: (program, rest) => {
      if (isOneWord(rest)) return program.askPassword({ does: 'logIn', name: rest });
      return program.complain(unseen('/login NAME'));
    },
  },
  {
    name: 'password',
    aliases: ['passwd'],
    arguments: '',
    help: 'changes your password',
    isSecret: true,
    run: (program, rest) => {
      if (rest === '') return program.askPassword({ does: 'changePassword' });
      return program.complain(unseen('/password'));
    },
  },
  {
    name: 'unregister',
    aliases: [],
    arguments: '',
    help: 'deletes your account',
    isSecret: true,
    run: (program, rest) => {
      if (rest === '') return program.askPassword({ does: 'unregister' });
      return program.complain(unseen('/unregister'));
    },
  },
];

const isOneWord = (rest: string): boolean => !/\s/.test(rest);

/** Nothing of what was typed is said again. */
function unseen(command: string): string {
  return `Passwords are not typed here: ${command} alone asks for them. Nothing of this was kept or sent.`;
}

/** Names and help of the program's own, for whoever looks them up beside the client core's. */
export const asCommands: readonly Command[] = ownCommands.map(({ choices: _, ...command }) => ({
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
  const own = asCommands.includes(command) ? ownOf(command) : undefined;
  if (own !== undefined) return { run: (program) => own.run(program, rest) };
  return command.name === 'help' && rest !== '' ? { help: helpFor(rest, asCommands) } : undefined;
}

function ownOf({ name }: Command): OwnCommand | undefined {
  return ownCommands.find((own) => own.name === name);
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
