// The command line of chat-server: its options, their defaults and bounds.
import { Command } from 'commander';
import { logOption, option, optionsFollow, something, whole } from '../command-line/option.ts';
import type { Task } from './commands/command.ts';
import { commands } from './commands/table.ts';
import { defaultSettings, type Settings } from './core/settings.ts';
import { type RateFlags, rateOptions, ratesOf } from './rate-options.ts';
import {
  readTlsFlags,
  type TlsConfig,
  type TlsFlags,
  tlsOptions,
  whyTooOpen,
} from './tls-options.ts';
import { readWebFlags, type WebConfig, type WebFlags, webOptions } from './web-options.ts';

export interface Config extends WebConfig, TlsConfig {
  readonly host: string;
  readonly port: number;
  readonly logPath: string;
  readonly logLevel: string;
  readonly settings: Partial<Settings>;
}

interface Flags extends WebFlags, TlsFlags, RateFlags {
  host: string;
  port: number;
  log: string;
  durability: 'os' | 'disk';
  auth: Settings['auth'];
  helloTimeout: number;
  idleTimeout: number;
  logLevel: string;
}

const examples = `
Examples:
  chat-server                              serve this machine
  chat-server --port 0 --log /tmp/try.txt  on a free port, which it prints
  chat-server --host 0.0.0.0 --tls auto    for other machines too, with TLS
  tail -f chat_messages.txt                watch every message
  chat-server verify                       whether all of the log is sound
  chat-server export --json                everything that was said, as JSON
  chat-server import messages.jsonl        the same in again, but what is there
  chat-server index                        how much of the log can be searched
  chat-server account add alice            an account for alice
  chat-server invite --uses 3 --for 7d     a code for three to register
  chat-server token add ci --room ops      lets a program post to #ops
  chat-server hook add ops https://…       hands messages on to a program

Each option can also come from the environment: PARTYLINE_PORT=7001 for --port
7001.
Signals: SIGTERM or Ctrl-C stops in good order, a second one at once; SIGHUP
reopens the log and reads the certificate again.`;

/**
 * Reads the command line: how to serve, or the work of another command. Ends the process: 0 after
 * --help and --version, 2 after a wrong one.
 */
export function readConfig(argv: readonly string[], version: string): Config | Task {
  const server = program(version);
  let task: Task | undefined;
  for (const make of commands) {
    const command = make((asked) => {
      task = asked;
    });
    server.addCommand(inheriting(command, server).allowExcessArguments(false));
  }
  server.parse(argv);
  if (task) return task;
  const config = configOf(server.opts<Flags>());
  return typeof config === 'string' ? server.error(`error: ${config}`) : config;
}

/** So that commands of commands are refused in the same way. */
function inheriting(command: Command, from: Command): Command {
  command.copyInheritedSettings(from);
  for (const each of command.commands) inheriting(each, command);
  return command;
}

/** @returns a sentence where the options do not go together */
function configOf(flags: Flags): Config | string {
  const web = readWebFlags(flags);
  if (typeof web === 'string') return web;
  const tls = readTlsFlags(flags);
  if (typeof tls === 'string') return tls;
  const tooOpen = whyTooOpen(flags.host, tls, flags.trustProxy.length > 0);
  if (tooOpen !== undefined) return tooOpen;
  return {
    ...web,
    ...tls,
    host: flags.host,
    port: flags.port,
    logPath: flags.log,
    logLevel: flags.logLevel,
    settings: {
      durability: flags.durability,
      auth: flags.auth,
      ...ratesOf(flags),
      helloTimeoutMs: flags.helloTimeout * 1000,
      idleAfterMs: flags.idleTimeout * 1000,
      pingAfterMs: Math.min(defaultSettings.pingAfterMs, (flags.idleTimeout * 1000) / 3),
    },
  };
}

function program(version: string): Command {
  const command = new Command('chat-server')
    .description('Chat for terminals. Everything said stands in one file that you can tail.')
    .addOption(option('--host <address>', 'address to listen on', '127.0.0.1', something))
    .addOption(option('--port <number>', 'port to listen on; 0 picks one', 7000, whole(0, 65_535)))
    .addOption(logOption())
    .addOption(
      option(
        '--durability <level>',
        'what an acknowledged message survives: os (kill -9) or disk (a power cut)',
        defaultSettings.durability,
      ).choices(['os', 'disk']),
    )
    .addOption(
      option(
        '--auth <who>',
        'who may come in: open (guests and accounts), members (accounts), invite (who registers needs a code)',
        defaultSettings.auth,
      ).choices(['open', 'members', 'invite']),
    )
    .addOption(
      option(
        '--hello-timeout <seconds>',
        'time to say hello',
        defaultSettings.helloTimeoutMs / 1000,
        whole(1, 3600),
      ),
    )
    .addOption(
      option(
        '--idle-timeout <seconds>',
        'silence after which a client with heartbeats is gone',
        defaultSettings.idleAfterMs / 1000,
        whole(3, 86_400),
      ),
    )
    .addOption(
      option('--log-level <level>', 'what standard error tells', 'info').choices([
        'debug',
        'info',
        'warn',
        'error',
        'silent',
      ]),
    )
    .version(version);
  for (const each of [...rateOptions(), ...webOptions(), ...tlsOptions()]) command.addOption(each);
  return (
    command
      .enablePositionalOptions()
      .allowExcessArguments()
      .hook('preSubcommand', optionsFollow)
      .action((_, server: Command) => withoutArguments(server))
      .addHelpText('after', examples)
      // At 80 columns the descriptions have 38.
      .configureHelp({ minWidthToWrap: 30 })
      .showHelpAfterError('Try chat-server --help.')
      .exitOverride((end) => process.exit(end.exitCode === 0 ? 0 : 2))
  );
}

function withoutArguments(server: Command): void {
  const [word] = server.args;
  if (word === undefined) return;
  const names = server.commands.map((command) => command.name()).join(', ');
  server.error(`error: there is no command '${word}', only ${names}`);
}
