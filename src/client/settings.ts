// The command line of chat-client: the chat itself with its options, or one of the commands beside it.
import { Command, CommanderError, Option } from 'commander';
import { showAll } from '../command-line/config-command.ts';
import { withHelp } from '../command-line/help.ts';
import { badSettings, type Layered } from '../command-line/layered.ts';
import { checked, option, optionsFollow, switchOption } from '../command-line/option.ts';
import { type Surroundings, surroundings } from '../command-line/places.ts';
import { checkRoomName, isRefusal } from '../protocol/index.ts';
import { nearest } from '../protocol/nearest.ts';
import type { Environment, Task } from './commands/command.ts';
import { clientConfigCommand } from './commands/config-command.ts';
import { commands } from './commands/table.ts';
import { exitCodes } from './exit-codes.ts';
import { addPersonOptions, type PersonFlags, type Who, whoOf } from './person-options.ts';
import { addServerOptions, type Server, type ServerFlags, serverOf } from './server-address.ts';
import { layeredOver, layUnder } from './sources.ts';
import { mayStartBy, type StartFlags, startOption } from './start-option.ts';

export interface Settings extends Who {
  /** Undefined: nobody said which. */
  readonly server: Server | undefined;
  readonly room: string;
  /** The command that is nearest to the word that was taken for the server's host. */
  readonly commandMeant?: string;
  /** It was asked for; else those come first that were open last time. */
  readonly isRoomGiven: boolean;
  /** Where nobody said which, and there is none: one may be started. */
  readonly mayStart: boolean;
  /** Without a terminal: the wire's objects instead of lines for people. */
  readonly isJson: boolean;
  /** What --config names: preferences stand there too. Left out: the usual files. */
  readonly configFile?: string;
  /** Words to listen to, a line after the other, instead of a screen. */
  readonly isPlain: boolean;
}

/** What to print and how to end instead of running. */
export interface Ending {
  readonly code: number;
  readonly text: string;
}

interface Flags extends ServerFlags, PersonFlags, StartFlags {
  readonly room?: string;
  readonly json?: boolean;
  readonly config?: string;
  readonly plain?: boolean;
}

const defaultRoom = 'general';
const mainHelp = 'chat-client --help tells more';

const examples = `
Examples:
  chat-client --name alice                   talk on this machine's server
  chat-client --name alice chat.example.org  on another one, by TLS
  chat-client https://chat.example.org       where browsers open it
  chat-client --room ops '[::1]:7001'        come into another room first
  echo deployed | chat-client --room ops     no terminal: text in, text out
  chat-client --json < /dev/null | jq .      what is on the wire, line by line
  chat-client --plain                        words, for screen readers

Where no server is named and none is on this machine, one is started, which ends
by itself: chat-client where tells where it is.

In a terminal: F1 helps, /quit or Ctrl-C twice ends.
A flag goes before the environment, that before a file: server = "HOST" under
[client] in partyline.toml, in ~/.config/partyline, in /etc/partyline, or, for
server, room and name alone, in this folder. chat-client config shows all.
NO_COLOR is honoured.`;

/**
 * Reads the command line over the environment and the files of settings; what can't be run is an ending
 * that says what to do.
 *
 * @param warn hears a line of each thing that may be a mistake
 */
export function readSettings(
  args: readonly string[],
  env: Environment,
  version: string,
  around: Surroundings = surroundings(env),
  warn: (line: string) => void = () => {},
): Settings | Ending | Task {
  const output: string[] = [];
  let task: Task | undefined;
  const layered = layeredOver(around);
  const program = programFor(
    version,
    (text) => output.push(text),
    (asked) => {
      task = asked;
    },
    layered,
  );
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { code: 0, text: output.join('') };
    if (error.code === badSettings) return misused(error.message);
    // What `help` was asked about is no command: commander only says that it has printed help.
    if (error.code === 'commander.help')
      return wrong('there is no such command', helpFor(program, args.slice(1)));
    return wrong(error.message.replace(/^error: /, ''), helpFor(program, args));
  }
  for (const each of layered.warnings) warn(each);
  return task ?? settingsOf(program);
}

export function isEnding(outcome: Settings | Ending | Task): outcome is Ending {
  return 'code' in outcome;
}

/** Whether there is a screen to fill and keys to read; a dumb terminal has no cursor to place. */
export function hasScreen(
  { isPlain }: Pick<Settings, 'isPlain'>,
  stdin: MayBeTerminal,
  stdout: MayBeTerminal,
  env: Environment,
): boolean {
  return !isPlain && isTerminal(stdin, stdout) && env.TERM !== 'dumb';
}

/** Of those without a screen: who asked for words, and who has a terminal on both sides, a dumb one. */
export function isSpoken(
  { isPlain }: Pick<Settings, 'isPlain'>,
  stdin: MayBeTerminal,
  stdout: MayBeTerminal,
): boolean {
  return isPlain || isTerminal(stdin, stdout);
}

function isTerminal(stdin: MayBeTerminal, stdout: MayBeTerminal): boolean {
  return stdin.isTTY === true && stdout.isTTY === true;
}

interface MayBeTerminal {
  readonly isTTY?: boolean;
}

/** The whole tree: what is parsed, and what help, manual and completion are made from. */
export function programFor(
  version: string,
  write: (text: string) => void,
  start: (task: Task) => void,
  layered: Layered = layeredOver(surroundings()),
): Command {
  const program = new Command('chat-client')
    .description('Chat in a terminal; without one on both sides, lines in and lines out.')
    .argument('[address]', 'the server, as with --server')
    .addOption(
      option<string | undefined>(
        '--room <room>',
        'the room to come into first',
        undefined,
        checked(checkRoomName),
      ).default(undefined, `${defaultRoom}, or those open last time`),
    );
  addServerOptions(addPersonOptions(program, 'the server finds one'))
    .addOption(startOption())
    .addOption(
      new Option('--json', 'without a terminal: print what the server sends, without tokens'),
    )
    .addOption(
      switchOption(
        '--plain',
        'words to listen to, for screen readers: no screen, no colours, who speaks first',
      ),
    );
  withHelp(program, version)
    .addHelpText('after', examples)
    .allowExcessArguments(false)
    .enablePositionalOptions()
    .hook('preSubcommand', optionsFollow)
    .action(() => {})
    .configureOutput({ writeOut: write, writeErr: write, outputError: () => {} })
    .exitOverride();
  const config = clientConfigCommand(layered, start);
  for (const make of [...commands, () => config])
    program.addCommand(inheriting(make(start), program));
  showAll(config, program);
  layUnder(program, layered);
  return program;
}

/** So that commands of commands are refused in the same way. */
function inheriting(command: Command, from: Command): Command {
  command.copyInheritedSettings(from).allowExcessArguments(false);
  for (const each of command.commands) inheriting(each, command);
  return command;
}

function settingsOf(program: Command): Settings | Ending {
  const flags = program.opts<Flags>();
  const server = serverOf(flags);
  if (typeof server === 'string') return wrong(server);
  const who = whoOf(flags);
  if (typeof who === 'string') return wrong(who);
  const room = checkRoomName(flags.room ?? defaultRoom);
  if (isRefusal(room)) return wrong(room.message);
  const isRoomGiven = flags.room !== undefined;
  const file = flags.config === undefined ? {} : { configFile: flags.config };
  const isJson = flags.json === true;
  // Who always listens may still have a program read the wire.
  const isPlain = flags.plain === true && !isJson;
  const how = { mayStart: mayStartBy(flags), isJson, isPlain, ...meantBy(program) };
  return { server, ...who, room, isRoomGiven, ...how, ...file };
}

function meantBy(program: Command): Pick<Settings, 'commandMeant'> {
  const meant = nearestCommand(program, program.args[0]);
  return meant === undefined ? {} : { commandMeant: meant };
}

/** Undefined: nobody types a command so. */
function nearestCommand(program: Command, word = ''): string | undefined {
  const names = program.commands.map((each) => each.name());
  return /^\w[\w-]*$/.test(word) ? nearest(word, names) : undefined;
}

/** A line for each thing that a file or the environment says and can't mean. */
function misused(lines: string): Ending {
  const text = lines.replaceAll(/^error: /gm, 'chat-client: ');
  return { code: exitCodes.misuse, text: `${text}\n` };
}

/** The help of the command that was asked for, or was most likely meant. */
function helpFor(program: Command, [word = '']: readonly string[]): string {
  const names = program.commands.map((each) => each.name());
  if (names.includes(word)) return `${program.name()} ${word} --help tells more`;
  const meant = nearestCommand(program, word);
  return meant === undefined ? mainHelp : `is the command ${meant} meant? ${mainHelp}`;
}

/** One line, whatever stood in the arguments. */
function wrong(what: string, more = mainHelp): Ending {
  const line = what.replace(/\p{Cc}+/gu, ' ').trim();
  return {
    code: exitCodes.misuse,
    text: `chat-client: ${line} (${more})\n`,
  };
}
