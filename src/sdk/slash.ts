// The commands: what a person types with a slash, as one table that /help prints too.
import { nearest } from '../protocol/nearest.ts';
import { type PeopleActions, peopleCommands } from './people-commands.ts';
import { readCounted } from './picks.ts';

/** What a command may do. The client implements it. */
export interface Actions extends PeopleActions {
  /** The room in which it was typed. */
  readonly room: string;
  send(content: string, kind: 'text' | 'action' | 'topic'): void;
  /** `back` 1 is the last message of one's own; so for the others below. */
  edit(back: number, text: string): void;
  delete(back: number): void;
  /** To anybody's message; the same again takes it back. */
  react(back: number, emoji: string): void;
  /** To a message of somebody else. */
  reply(back: number, text: string): void;
  join(room: string): void;
  leave(room: string): void;
  /** The direct room with this person comes on the screen; with a text, that is sent. */
  talkTo(name: string, text: string): void;
  rename(name: string): void;
  listRooms(prefix: string): void;
  listUsers(room: string): void;
  /** Without a query: the next older hits of the last one. */
  search(query: string): void;
  /** A place in what was said is shown: by a hit's number, a day, a time, a word. */
  goTo(where: string): void;
  whois(name: string): void;
  /** Away with the text; without one, back if one was away. */
  setAway(text: string): void;
  showTopic(): void;
  /** One command, or all. */
  help(command: string): void;
  /** A line that only this person sees. */
  say(text: string): void;
  /** The same of what can't be done as it was typed. */
  complain(text: string): void;
  quit(): void;
}

export interface Command {
  /** Without the slash. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** As /help shows them: `<name>` is needed, `[text]` may be left out. */
  readonly arguments: string;
  readonly help: string;
  /** What is typed with it is kept nowhere. */
  readonly isSecret?: true;
  /** Of two commands of one name: whether it is the one that is meant. */
  isMeant?(rest: string): boolean;
  /** What Tab offers for the next word, behind the words that stand there already. */
  choices?(before: readonly string[]): readonly string[];
  run(actions: Actions, rest: string): void;
}

/** All commands, in the order in which /help shows them. */
export const commands: readonly Command[] = [
  {
    name: 'help',
    aliases: ['h', '?'],
    arguments: '[command]',
    help: 'shows the commands',
    run: (actions, rest) => actions.help(rest),
  },
  {
    name: 'name',
    aliases: ['nick'],
    arguments: '<name>',
    help: 'changes your name',
    run: (actions, rest) => actions.rename(rest),
  },
  {
    name: 'me',
    aliases: [],
    arguments: '<text>',
    help: 'says what you do: /me waves',
    run: (actions, rest) => actions.send(rest, 'action'),
  },
  {
    name: 'edit',
    aliases: [],
    arguments: '[^N] <text>',
    help: 'changes your last message, or the Nth',
    run: (actions, rest) => withCount(rest, (back, text) => actions.edit(back, text)),
  },
  {
    name: 'delete',
    aliases: [],
    arguments: '[^N]',
    help: 'deletes your last message, or the Nth',
    run: (actions, rest) => {
      withCount(rest, (back, text) => {
        if (text === '') actions.delete(back);
        else actions.say('/delete alone deletes your last message, /delete ^2 the one before it.');
      });
    },
  },
  {
    name: 'react',
    aliases: [],
    arguments: '[^N] <emoji>',
    help: 'reacts; the same again takes it back',
    run: (actions, rest) => withCount(rest, (back, text) => actions.react(back, text)),
  },
  {
    name: 'reply',
    aliases: [],
    arguments: '[^N] <text>',
    help: 'answers the last message of another',
    run: (actions, rest) => withCount(rest, (back, text) => actions.reply(back, text)),
  },
  {
    name: 'join',
    aliases: ['j'],
    arguments: '<room>',
    help: 'enters a room, or opens a new one',
    run: (actions, rest) => actions.join(rest),
  },
  {
    name: 'leave',
    aliases: ['part', 'close'],
    arguments: '[room]',
    help: 'leaves this room, or another',
    run: (actions, rest) => actions.leave(rest || actions.room),
  },
  {
    name: 'rooms',
    aliases: ['list'],
    arguments: '[prefix]',
    help: 'lists the rooms',
    run: (actions, rest) => actions.listRooms(rest),
  },
  {
    name: 'users',
    aliases: ['names'],
    arguments: '[room]',
    help: 'lists who is here',
    run: (actions, rest) => actions.listUsers(rest || actions.room),
  },
  {
    name: 'search',
    aliases: ['more'],
    arguments: '[query]',
    help: 'finds messages; alone: older ones',
    run: (actions, rest) => actions.search(rest),
  },
  {
    name: 'goto',
    aliases: [],
    arguments: '<where>',
    help: 'shows hit 3, 20 Nov, 14:30 or unread',
    run: (actions, rest) => actions.goTo(rest),
  },
  {
    name: 'msg',
    aliases: ['query'],
    arguments: '<name> [text]',
    help: 'talks to one person alone',
    run: (actions, rest) => {
      const [, name = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(rest) ?? [];
      actions.talkTo(name, text);
    },
  },
  {
    name: 'topic',
    aliases: [],
    arguments: '[text]',
    help: 'shows or sets the topic; - removes it',
    run: (actions, rest) => {
      if (rest === '') actions.showTopic();
      else actions.send(rest === '-' ? '' : rest, 'topic');
    },
  },
  {
    name: 'away',
    aliases: [],
    arguments: '[text]',
    help: 'says that you are away; again: back',
    run: (actions, rest) => actions.setAway(rest),
  },
  {
    name: 'whois',
    aliases: [],
    arguments: '<name>',
    help: 'tells who somebody is',
    run: (actions, rest) => actions.whois(rest),
  },
  ...peopleCommands,
  {
    name: 'quit',
    aliases: ['exit'],
    arguments: '',
    help: 'says goodbye and ends',
    run: (actions) => actions.quit(),
  },
];

/** What a typed text is: a message, a command with its arguments, or a mistake and its remedy. */
export type Typed =
  | { readonly message: string }
  | { readonly command: Command; readonly rest: string }
  | { readonly problem: string };

/** `//x` is the message `/x`. @param more commands that the program adds; of two of a name theirs is meant */
export function readTyped(text: string, more: readonly Command[] = []): Typed {
  if (!text.startsWith('/')) return { message: text };
  if (text.startsWith('//')) return { message: text.slice(1) };
  const [, word = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const given = rest.trim();
  const command = findCommand(word, more, given);
  if (!command) return { problem: unknown(word, more) };
  const isNeeding = command.arguments.includes('<');
  if (isNeeding && needed(command, given) === '') return { problem: usageOf(command) };
  return { command, rest: given };
}

/** What was typed for the argument that must not be left out. */
function needed({ arguments: parameters }: Command, given: string): string {
  return parameters.startsWith('[^N]') ? readCounted(given).text : given;
}

function withCount(rest: string, run: (back: number, text: string) => void): void {
  const { back, text } = readCounted(rest);
  run(back, text);
}

/** @param rest what stands behind it, where two of a name differ by that */
export function findCommand(
  word: string,
  more: readonly Command[] = [],
  rest?: string,
): Command | undefined {
  const named = commandsNamed(word, more);
  const isMeant = (command: Command) => rest === undefined || command.isMeant?.(rest) !== false;
  return named.find(isMeant);
}

/** The program's own first. */
function commandsNamed(word: string, more: readonly Command[]): readonly Command[] {
  const key = word.toLowerCase();
  const isNamed = ({ name, aliases }: Command) => name === key || aliases.includes(key);
  return [...more, ...commands].filter(isNamed);
}

function unknown(word: string, more: readonly Command[]): string {
  const names = [...commands, ...more].flatMap(({ name, aliases }) => [name, ...aliases]);
  const guess = nearest(word.toLowerCase(), names);
  const remedy = guess === undefined ? '/help lists them.' : `Did you mean /${guess}?`;
  return `There is no command /${word}. ${remedy} To send it as a text, begin with //.`;
}

function usageOf(command: Command): string {
  return `Usage: ${signature(command)} ${command.help}`;
}

function signature({ name, arguments: parameters }: Command): string {
  return `/${name}${parameters === '' ? '' : ` ${parameters}`}`;
}

/** What /help says, of one command or of all. */
export function helpFor(word: string, more: readonly Command[] = []): string {
  const name = word.replace(/^\//, '');
  if (name === '') return helpText([...commands, ...more]);
  const [command, ...others] = commandsNamed(name, more);
  if (!command) return unknown(name, more);
  const isOther = command.isMeant === undefined ? [] : others;
  return [command, ...isOther].map(usageAndAliases).join('\n');
}

function usageAndAliases(command: Command): string {
  const aliases = command.aliases.map((alias) => `/${alias}`).join(', ');
  return aliases === '' ? usageOf(command) : `${usageOf(command)} (also ${aliases})`;
}

function helpText(all: readonly Command[]): string {
  const width = Math.max(...all.map((command) => signature(command).length));
  const lines = all.map((command) => `${signature(command).padEnd(width)}  ${command.help}`);
  return [...lines, `${'//text'.padEnd(width)}  sends a text that begins with a slash`].join('\n');
}
