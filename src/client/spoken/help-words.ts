// The commands as they are said aloud: what to type without brackets, and what it does.
import { type Command, commands, findCommand, readTyped } from '../../sdk/slash.ts';
import { asCommands } from '../../ui/own-commands.ts';

/** What --plain has beside the others: there is no screen to look back on. */
const again: readonly Command[] = [
  {
    name: 'history',
    aliases: [],
    arguments: '[number]',
    help: 'says again what was said last in this room, 10 messages unless told',
    run: () => {},
  },
  {
    name: 'again',
    aliases: [],
    arguments: '',
    help: 'says the last message again, all of it',
    run: () => {},
  },
];

/** Those of the client that are not the core's. */
export const spokenCommands: readonly Command[] = [
  ...again,
  ...asCommands.filter(({ name }) => name !== 'keys'),
];

const all: readonly Command[] = [...commands, ...spokenCommands];

const slashes = 'A text that begins with a slash is typed with two of them.';

export function helpLines(word: string): string[] {
  const name = word.replace(/^\//, '');
  if (name !== '') {
    const named = all.filter((one) => one.name === name || one.aliases.includes(name));
    return named.length === 0 ? problemLines(`/${name}`) : named.map(lineOf);
  }
  return [...all.map(lineOf), slashes];
}

/** Why what was typed is no command, or not all of it. */
function problemLines(typed: string): string[] {
  const read = readTyped(typed, spokenCommands);
  return 'problem' in read ? [read.problem] : [];
}

/** Undefined: it is no such command. @returns how many messages, as that was typed, or the last one alone */
export function lookingBack(
  line: string,
): { readonly isLast: boolean; readonly count: string } | undefined {
  const read = readTyped(line, spokenCommands);
  if (!('command' in read) || !again.includes(read.command)) return undefined;
  return { isLast: read.command.name === 'again', count: read.rest };
}

/** Undefined: it is one. */
export function typedProblem(line: string): string | undefined {
  const read = readTyped(line, spokenCommands);
  if (!('problem' in read)) return undefined;
  const [, word = ''] = /^\/(\S*)/.exec(line) ?? [];
  const command = findCommand(word, spokenCommands);
  return command === undefined ? read.problem : `Something is missing. ${lineOf(command)}`;
}

/** `/edit TEXT, or /edit ^2 TEXT: changes your last message, or the Nth`. */
function lineOf(command: Command): string {
  const { name, arguments: parameters, help, aliases } = command;
  const needed = withoutBrackets(parameters.replaceAll(/\[[^\]]*\]/g, ''));
  const all = withoutBrackets(parameters);
  const forms = [...new Set([needed, all])].map((form) => `/${name} ${form}`.trim());
  const also = aliases.length === 0 ? '' : `; also /${aliases.join(', /')}`;
  return `${forms.join(', or ')}: ${help}${also}`;
}

function withoutBrackets(parameters: string): string {
  const words = parameters
    .replaceAll('^N', '^2')
    .replaceAll(/[<>[\]]/g, '')
    .trim();
  return words.split(/\s+/).map(shownParameter).join(' ');
}

/** What stands for something else is written large; what is typed as it is stays so. */
function shownParameter(word: string): string {
  if (word.includes('/')) return word.replaceAll('/', ' or ');
  return word.startsWith('--') ? word : word.toUpperCase();
}
