// What a command line of chat-server asks for, over the environment and the files of settings.
import { type Command, CommanderError } from 'commander';
import { showAll } from '../command-line/config-command.ts';
import { Layered } from '../command-line/layered.ts';
import { type Surroundings, surroundings } from '../command-line/places.ts';
import type { Task } from './commands/command.ts';
import { serverConfigCommand } from './commands/config-command.ts';
import { commands } from './commands/table.ts';
import { type Config, configOf, type Flags, servingCommand } from './config.ts';
import { whyNotOfFolder } from './project-file.ts';

/** What to print and how to end instead of running. */
export interface Ending {
  /** 0 after --help and --version, 2 after what can't be meant. */
  readonly code: number;
  readonly text: string;
}

export interface Asked {
  /** How to serve, the work of another command, or an ending. */
  readonly what: Config | Task | Ending;
  /** A line each, of what may be a mistake. */
  readonly warnings: readonly string[];
}

/** Changes nothing: it can be asked again while a server runs, for what the files say by then. */
export function readConfig(
  argv: readonly string[],
  version: string,
  around: Surroundings = surroundings(),
): Asked {
  let text = '';
  let task: Task | undefined;
  const tree = serverTree(version, {
    layered: layeredOver(around),
    write: (more) => {
      text += more;
    },
    start: (asked) => {
      task = asked;
    },
  });
  const { server, layered } = tree;
  try {
    server.parse(argv);
    if (task) return { what: task, warnings: layered.warnings };
    const config = configOf(server.opts<Flags>(), layered.settled(server));
    const what = typeof config === 'string' ? server.error(`error: ${config}`) : config;
    return { what, warnings: layered.warnings };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { what: { code: error.exitCode === 0 ? 0 : 2, text }, warnings: [] };
  }
}

interface Around {
  readonly layered: Layered;
  readonly write: (text: string) => void;
  readonly start: (task: Task) => void;
}

/** The whole tree: what is parsed, and what help, manual, completion and documents are made from. */
export function serverTree(version: string, around: Partial<Around> = {}) {
  const { layered = layeredOver(surroundings()), write, start = () => {} } = around;
  const server = servingCommand(version);
  if (write) server.configureOutput({ writeOut: write, writeErr: write });
  const config = serverConfigCommand(layered, start);
  for (const make of [...commands, () => config])
    server.addCommand(inheriting(make(start), server).allowExcessArguments(false));
  showAll(config, server);
  layered.layUnder(server);
  server.hook('preAction', (_, command) => refuseFar(command, layered));
  return { server, layered };
}

function refuseFar(command: Command, layered: Layered): void {
  const why = whyNotOfFolder(layered.settled(command), layered.around.cwd);
  if (why !== undefined) command.error(`error: ${why}`);
}

/** All of a server's file counts, and of the one in this folder what stays in it. */
function layeredOver(around: Surroundings): Layered {
  return new Layered(around, { table: 'server', foreign: [], mayTake: () => true });
}

/** So that commands of commands are refused in the same way. */
function inheriting(command: Command, from: Command): Command {
  command.copyInheritedSettings(from);
  for (const each of command.commands) inheriting(each, command);
  return command;
}
