// The command line of chat-client: its options, their defaults, what is wrong with them.
import { Command, CommanderError, Option } from 'commander';
import { checkRoomName, checkUserName, isRefusal, type Refusal } from '../protocol/index.ts';
import { isLoopbackHost } from '../sdk/loopback.ts';
import { parseAddress, parsePage, parsePort } from '../sdk/node/address.ts';
import type { Source } from './password-source.ts';

/** By lines over TCP, or by a WebSocket beside the page, which goes through what browsers go through. */
export type Server =
  | { readonly host: string; readonly port: number; readonly isEncrypted: boolean }
  | { readonly page: URL };

export interface Settings {
  readonly server: Server;
  /** Undefined: the server finds one. */
  readonly name: string | undefined;
  readonly room: string;
  /** It was asked for; else those come first that were open last time. */
  readonly isRoomGiven: boolean;
  /** Without a terminal: the wire's objects instead of lines for people. */
  readonly isJson: boolean;
  /** Where the password is, if one comes in by one. */
  readonly password: Source | undefined;
}

/** What to print and how to end instead of running. */
export interface Ending {
  readonly code: number;
  readonly text: string;
}

interface Flags {
  readonly name?: string;
  readonly room?: string;
  readonly host?: string;
  readonly port?: string;
  readonly json?: boolean;
  readonly tls?: boolean;
  readonly insecure?: boolean;
  readonly login?: boolean;
  readonly passwordFile?: string;
}

const defaults = { host: '127.0.0.1', port: 7000, room: 'general' } as const;

/** A wrong command line, as everywhere. */
const misuse = 2;

const examples = `
Examples:
  chat-client --name alice                   talk on this machine's server
  chat-client --name alice chat.example.org  on another one, by TLS
  chat-client https://chat.example.org       where browsers open it
  chat-client --room ops [::1]:7001          come into another room first
  echo deployed | chat-client --room ops     no terminal: text in, text out
  chat-client --json < /dev/null | jq .      what is on the wire, line by line

In a terminal: F1 helps, /quit or Ctrl-C twice ends.
An option goes before the environment, the environment before the default.
NO_COLOR is honoured.`;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the command line; what can't be run is an ending with one line that says what to do. */
export function readSettings(
  args: readonly string[],
  env: Environment,
  version: string,
): Settings | Ending {
  const output: string[] = [];
  const program = programFor(version, (text) => output.push(text));
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { code: 0, text: output.join('') };
    return wrong(error.message.replace(/^error: /, ''));
  }
  return settingsOf(program.opts<Flags>(), program.args[0], env);
}

export function isEnding(outcome: Settings | Ending): outcome is Ending {
  return 'code' in outcome;
}

/** Whether there is a screen to fill and keys to read; a dumb terminal has no cursor to place. */
export function hasScreen(stdin: MayBeTerminal, stdout: MayBeTerminal, env: Environment): boolean {
  return stdin.isTTY === true && stdout.isTTY === true && env.TERM !== 'dumb';
}

interface MayBeTerminal {
  readonly isTTY?: boolean;
}

function programFor(version: string, write: (text: string) => void): Command {
  return new Command('chat-client')
    .description('Chat in a terminal; without one on both sides, lines in and lines out.')
    .argument('[address]', 'the server: HOST, HOST:PORT, [IPV6]:PORT, or its page: http://…')
    .option('--name <name>', 'your name (env: PARTYLINE_NAME; default: the server finds one)')
    .option(
      '--room <room>',
      `the room to come into first (default: ${defaults.room}, or those open last time)`,
    )
    .option('--host <host>', `the server's host (env: PARTYLINE_HOST; default: ${defaults.host})`)
    .option('--port <port>', `the server's port (env: PARTYLINE_PORT; default: ${defaults.port})`)
    .option(
      '--tls',
      'TLS, as everywhere but on this machine (env: PARTYLINE_TLS=1); a certificate that no authority vouches for is remembered at the first meeting',
    )
    .option(
      '--insecure',
      'plain text, which anybody between can read, as only on this machine (env: PARTYLINE_INSECURE=1)',
    )
    .option('--login', 'ask for the password of --name, unseen, and come in with it')
    .option('--password-file <file>', 'come in as --name with the password in its first line')
    .addOption(
      new Option('--json', 'without a terminal: print what the server sends, without tokens'),
    )
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this')
    .addHelpText('after', examples)
    .allowExcessArguments(false)
    .configureOutput({ writeOut: write, writeErr: write, outputError: () => {} })
    .exitOverride();
}

function settingsOf(
  flags: Flags,
  written: string | undefined,
  env: Environment,
): Settings | Ending {
  const server = serverOf(flags, written, env);
  if ('code' in server) return server;
  const name = nameOf(flags.name, env.PARTYLINE_NAME);
  if (isRefusal(name)) return wrong(name.message);
  const room = checkRoomName(flags.room ?? defaults.room);
  if (isRefusal(room)) return wrong(room.message);
  const isRoomGiven = flags.room !== undefined;
  const isLogin = flags.login === true || flags.passwordFile !== undefined;
  if (isLogin && name === undefined)
    return wrong('whose password? Say --name NAME with --login and --password-file');
  if (flags.login === true && flags.passwordFile !== undefined)
    return wrong('--login asks for what --password-file has: leave one of them out');
  const password = passwordOf(flags);
  return { server, name, room, isRoomGiven, isJson: flags.json === true, password };
}

function passwordOf({ login, passwordFile }: Flags): Source | undefined {
  if (passwordFile !== undefined) return { file: passwordFile };
  return login === true ? { asks: true } : undefined;
}

function serverOf(flags: Flags, written: string | undefined, env: Environment): Server | Ending {
  const page = written === undefined ? undefined : parsePage(written);
  const address = written === undefined || page ? undefined : parseAddress(written);
  const isGiven = page !== undefined || address !== undefined;
  if (written !== undefined && !isGiven) {
    return wrong(
      `${written} is no address: write HOST, HOST:PORT, [IPV6]:PORT or http://HOST:PORT`,
    );
  }
  if (isGiven && flags.host !== undefined)
    return wrong('the host is given twice: leave --host out');
  if (page !== undefined && (flags.tls || flags.insecure))
    return wrong(
      'http:// or https:// says whether it is encrypted: leave --tls and --insecure out',
    );
  const hasPort = page !== undefined || address?.port !== undefined;
  if (hasPort && flags.port !== undefined)
    return wrong('the port is given twice: leave --port out');
  if (page !== undefined) return { page };
  const port = portOf(address?.port, flags.port, env.PARTYLINE_PORT);
  if (typeof port !== 'number') return port;
  const host = address?.host ?? flags.host ?? (env.PARTYLINE_HOST || defaults.host);
  const isEncrypted = encryptionOf(flags, env) ?? !isLoopbackHost(host);
  return typeof isEncrypted === 'object' ? isEncrypted : { host, port, isEncrypted };
}

/** What the person said; undefined: nothing. A flag goes before the environment. */
function encryptionOf({ tls, insecure }: Flags, env: Environment): boolean | undefined | Ending {
  if (tls && insecure) return wrong('give --tls or --insecure, not both');
  if (tls || insecure) return tls === true;
  // Where a server is started from the same environment, these say what it does.
  const isOn = (value = '') => !['', '0', 'off', 'no', 'false'].includes(value);
  const [isTls, isInsecure] = [isOn(env.PARTYLINE_TLS), isOn(env.PARTYLINE_INSECURE)];
  if (isTls && isInsecure) return wrong('PARTYLINE_TLS and PARTYLINE_INSECURE are both set');
  return isTls || isInsecure ? isTls : undefined;
}

function portOf(
  written: number | undefined,
  flag: string | undefined,
  fromEnv: string | undefined,
): number | Ending {
  if (written !== undefined) return written;
  const text = flag ?? (fromEnv || String(defaults.port));
  const source = flag === undefined ? 'PARTYLINE_PORT' : '--port';
  return parsePort(text) ?? wrong(`${source} ${text} is no port: give a number from 1 to 65535`);
}

function nameOf(
  flag: string | undefined,
  fromEnv: string | undefined,
): string | undefined | Refusal {
  const wished = flag ?? (fromEnv || undefined);
  return wished === undefined ? undefined : checkUserName(wished);
}

/** One line, whatever stood in the arguments. */
function wrong(what: string): Ending {
  const line = what.replace(/\p{Cc}+/gu, ' ').trim();
  return { code: misuse, text: `chat-client: ${line} (chat-client --help tells more)\n` };
}
