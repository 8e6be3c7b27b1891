// The command line of chat-server: its options, their defaults and bounds.
import { Command } from 'commander';
import { withHelp } from '../command-line/help.ts';
import type { Settled } from '../command-line/layered.ts';
import { logOption, option, optionsFollow, something, whole } from '../command-line/option.ts';
import { defaultSettings, type Settings } from './core/settings.ts';
import {
  type MachineConfig,
  type MachineFlags,
  machineOptions,
  readMachineFlags,
} from './machine-options.ts';
import { type RateFlags, rateOptions, ratesOf } from './rate-options.ts';
import {
  readTlsFlags,
  type TlsConfig,
  type TlsFlags,
  tlsOptions,
  whyTooOpen,
} from './tls-options.ts';
import { readWebFlags, type WebConfig, type WebFlags, webOptions } from './web-options.ts';

export interface Config extends WebConfig, TlsConfig, MachineConfig {
  readonly host: string;
  /** Undefined: there is a Unix socket, and nobody asked for a port. */
  readonly port: number | undefined;
  readonly logPath: string;
  readonly logLevel: string;
  readonly settings: Partial<Settings>;
  /** Every option, with where its value comes from: what a reload is held against. */
  readonly settled: readonly Settled[];
}

export interface Flags extends WebFlags, TlsFlags, RateFlags, MachineFlags {
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
  chat-server --socket ~/chat.sock         for oneself, at no port
  tail -f chat_messages.txt                watch every message
  chat-server verify                       whether all of the log is sound
  chat-server export --json                everything that was said, as JSON
  chat-server import messages.jsonl        the same in again, but what is there
  chat-server index                        how much of the log can be searched
  chat-server account add alice            an account for alice
  chat-server invite --uses 3 --for 7d     a code for three to register
  chat-server token add ci --room ops      lets a program post to #ops
  chat-server hook add ops https://…       hands messages on to a program

Each option can also come from the environment (PARTYLINE_PORT=7001), or from a
file: port = 7001 under [server] in partyline.toml, in this folder, in
~/.config/partyline or in /etc/partyline. chat-server config shows what holds.

Signals: SIGTERM or Ctrl-C stops in good order, a second one at once; SIGHUP
reopens the log, and reads files of settings and the certificate again.
Ends with 0: stopped in good order, 1: could not start, or not stop so, 2: the
command line, the environment or a file says what can't be, 130 and 143: a
second signal.`;

/** @returns a sentence where the options do not go together */
export function configOf(flags: Flags, settled: readonly Settled[]): Config | string {
  const web = readWebFlags(flags);
  if (typeof web === 'string') return web;
  const tls = readTlsFlags(flags);
  if (typeof tls === 'string') return tls;
  const machine = readMachineFlags(flags);
  if (typeof machine === 'string') return machine;
  const tooOpen = whyTooOpen(flags.host, tls, flags.trustProxy.length > 0);
  if (tooOpen !== undefined) return tooOpen;
  return {
    ...web,
    ...tls,
    ...machine,
    host: flags.host,
    port: flags.socket === undefined || isPortGiven(settled) ? flags.port : undefined,
    logPath: flags.log,
    logLevel: flags.logLevel,
    settled,
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

/** Where a socket was asked for, the port that a platform gives to all that it runs is no wish for a port too. */
function isPortGiven(settled: readonly Settled[]): boolean {
  const where = settled.find(({ option: { key } }) => key === 'port')?.source?.where;
  return where !== undefined && where !== 'PORT';
}

/** The command that serves, without those below it. */
export function servingCommand(version: string): Command {
  const command = new Command('chat-server')
    .description('Chat for terminals. Everything said stands in one file that you can tail.')
    .addOption(option('--host <address>', 'address to listen on', '127.0.0.1', something))
    .addOption(
      // PORT is what platforms that run programs for others give them.
      option(
        '--port <number>',
        'port to listen on; 0 picks one',
        7000,
        whole(0, 65_535),
      ).orVariable('PORT'),
    )
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
      )
        .choices(['open', 'members', 'invite'])
        .reloadable(),
    )
    .addOption(
      option(
        '--hello-timeout <seconds>',
        'time to say hello',
        defaultSettings.helloTimeoutMs / 1000,
        whole(1, 3600),
      ).reloadable(),
    )
    .addOption(
      option(
        '--idle-timeout <seconds>',
        'silence after which a client with heartbeats is gone',
        defaultSettings.idleAfterMs / 1000,
        whole(3, 86_400),
      ).reloadable(),
    )
    .addOption(
      option('--log-level <level>', 'what standard error tells', 'info')
        .choices(['debug', 'info', 'warn', 'error', 'silent'])
        .reloadable(),
    );
  for (const each of [...machineOptions(), ...rateOptions(), ...webOptions(), ...tlsOptions()])
    command.addOption(each);
  return withHelp(command, version)
    .enablePositionalOptions()
    .allowExcessArguments()
    .hook('preSubcommand', optionsFollow)
    .action((_, server: Command) => withoutArguments(server))
    .addHelpText('after', examples)
    .showHelpAfterError('Try chat-server --help.')
    .exitOverride();
}

function withoutArguments(server: Command): void {
  const [word] = server.args;
  if (word === undefined) return;
  const names = server.commands.map((command) => command.name()).join(', ');
  server.error(`error: there is no command '${word}', only ${names}`);
}
