// The command line of chat-server: its options, their defaults and bounds.
import { Command, InvalidArgumentError, Option } from 'commander';
import { defaultSettings, type Settings } from './core/settings.ts';

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly logPath: string;
  readonly logLevel: string;
  readonly settings: Partial<Settings>;
}

interface Flags {
  host: string;
  port: number;
  log: string;
  durability: 'os' | 'disk';
  rate: number;
  maxConnections: number;
  maxConnectionsPerAddress: number;
  helloTimeout: number;
  idleTimeout: number;
  logLevel: string;
}

const examples = `
Examples:
  chat-server                               serve this machine; the log is ./chat_messages.txt
  chat-server --port 0 --log /tmp/try.txt   on a free port, which the first line names
  tail -f chat_messages.txt                 watch every message

Each option can also come from the environment: PARTYLINE_PORT=7001 for --port 7001.
Signals: SIGTERM or Ctrl-C stops in good order, a second one at once; SIGHUP reopens the log.`;

/** Reads the command line. Ends the process: 0 after --help and --version, 2 after a wrong one. */
export function readConfig(argv: readonly string[], version: string): Config {
  const flags = program(version).parse(argv).opts<Flags>();
  return {
    host: flags.host,
    port: flags.port,
    logPath: flags.log,
    logLevel: flags.logLevel,
    settings: {
      durability: flags.durability,
      messagesPerSecond: flags.rate,
      burst: Math.max(1, flags.rate * (defaultSettings.burst / defaultSettings.messagesPerSecond)),
      maxConnections: flags.maxConnections,
      maxConnectionsPerAddress: flags.maxConnectionsPerAddress,
      helloTimeoutMs: flags.helloTimeout * 1000,
      idleAfterMs: flags.idleTimeout * 1000,
      pingAfterMs: Math.min(defaultSettings.pingAfterMs, (flags.idleTimeout * 1000) / 3),
    },
  };
}

function program(version: string): Command {
  return new Command('chat-server')
    .description('Chat for terminals. Everything said stands in one file that you can tail.')
    .addOption(option('--host <address>', 'address to listen on', '127.0.0.1', something))
    .addOption(option('--port <number>', 'port to listen on; 0 picks one', 7000, whole(0, 65_535)))
    .addOption(
      option('--log <file>', 'file that keeps all messages', 'chat_messages.txt', something),
    )
    .addOption(
      option(
        '--durability <level>',
        'what an acknowledged message survives: os (kill -9) or disk (a power cut)',
        defaultSettings.durability,
      ).choices(['os', 'disk']),
    )
    .addOption(
      option(
        '--rate <number>',
        'messages a second for one session, ten times as many on this machine; 0: no limit',
        defaultSettings.messagesPerSecond,
        whole(0, 1_000_000),
      ),
    )
    .addOption(
      option(
        '--max-connections <number>',
        'connections at once',
        defaultSettings.maxConnections,
        whole(1, 1_000_000),
      ),
    )
    .addOption(
      option(
        '--max-connections-per-address <number>',
        'of them from one other machine; 0: no limit',
        defaultSettings.maxConnectionsPerAddress,
        whole(0, 1_000_000),
      ),
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
    .version(version)
    .allowExcessArguments(false)
    .addHelpText('after', examples)
    .showHelpAfterError('Try chat-server --help.')
    .exitOverride((end) => process.exit(end.exitCode === 0 ? 0 : 2));
}

function option<Value>(
  flags: string,
  about: string,
  value: Value,
  parse?: (text: string) => Value,
): Option {
  const made = new Option(flags, about).default(value);
  if (parse) made.argParser(parse);
  const name = made.attributeName().replace(/[A-Z]/g, (letter) => `_${letter}`);
  return made.env(`PARTYLINE_${name.toUpperCase()}`);
}

function something(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('Give it a value, or leave the option out.');
}

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}
