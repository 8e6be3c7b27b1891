// Which server is meant: the options that say so, what of them goes together, and what it comes to.
import { type Command, Option } from 'commander';
import { isLoopbackHost } from '../sdk/loopback.ts';
import { parseAddress, parsePage, parsePort, parseSocketPath } from '../sdk/node/address.ts';
import { usualPlace } from '../sdk/node/find-server.ts';
import type { Environment } from './commands/command.ts';

/** By lines over TCP or a Unix socket, or by a WebSocket beside the page, which goes through what browsers go through. */
export type Server =
  | { readonly host: string; readonly port: number; readonly isEncrypted: boolean }
  | { readonly socketPath: string }
  | { readonly page: URL };

export interface ServerFlags {
  readonly server?: string;
  readonly host?: string;
  readonly port?: string;
  readonly tls?: boolean;
  readonly insecure?: boolean;
}

const defaultServer = usualPlace;

/** In words for --help: every command that goes to a server has these. */
export function addServerOptions(command: Command): Command {
  const options = [
    new Option(
      '-s, --server <address>',
      'HOST, HOST:PORT, [IPV6]:PORT, unix:/PATH or its page: http://… (env: PARTYLINE_SERVER; default: this machine’s)',
    ),
    new Option(
      '--host <host>',
      `the server's host (env: PARTYLINE_HOST; default: ${defaultServer.host})`,
    ),
    new Option(
      '--port <port>',
      `the server's port (env: PARTYLINE_PORT; default: ${defaultServer.port})`,
    ),
    new Option(
      '--tls',
      'TLS, as everywhere but on this machine (env: PARTYLINE_TLS=1); a certificate that no authority vouches for is remembered at the first meeting',
    ),
    new Option(
      '--insecure',
      'plain text, which anybody between can read, as only on this machine (env: PARTYLINE_INSECURE=1)',
    ),
  ];
  for (const option of options) command.addOption(option);
  return command;
}

/**
 * @param written an address beside the options
 * @returns undefined where nobody said which; a sentence where it can't be meant
 */
export function serverOf(
  flags: ServerFlags,
  written: string | undefined,
  env: Environment,
): Server | string | undefined {
  if (written !== undefined && flags.server !== undefined)
    return 'the server is given twice: leave --server out';
  const isFlagged = flags.host !== undefined || flags.port !== undefined;
  const said =
    written ?? flags.server ?? (isFlagged ? undefined : env.PARTYLINE_SERVER || undefined);
  return said === undefined ? inParts(flags, env) : atAddress(said, flags, env);
}

function atAddress(text: string, flags: ServerFlags, env: Environment): Server | string {
  const socketPath = parseSocketPath(text);
  if (socketPath !== undefined) {
    const { host, port, tls, insecure } = flags;
    const isMore = host !== undefined || port !== undefined || tls === true || insecure === true;
    return isMore
      ? 'a socket has no host, port or TLS: leave the other options out'
      : { socketPath };
  }
  const page = parsePage(text);
  const address = page ? undefined : parseAddress(text);
  if (page === undefined && address === undefined)
    return `${text} is no address: write HOST, HOST:PORT, [IPV6]:PORT, unix:/PATH or http://HOST:PORT`;
  if (flags.host !== undefined) return 'the host is given twice: leave --host out';
  if (page !== undefined && (flags.tls || flags.insecure))
    return 'http:// or https:// says whether it is encrypted: leave --tls and --insecure out';
  const hasPort = page !== undefined || address?.port !== undefined;
  if (hasPort && flags.port !== undefined) return 'the port is given twice: leave --port out';
  if (page !== undefined) return { page };
  return hostServer(address?.host, address?.port, flags, env);
}

function inParts(flags: ServerFlags, env: Environment): Server | string | undefined {
  const host = flags.host ?? (env.PARTYLINE_HOST || undefined);
  const isSaid =
    host !== undefined || (flags.port ?? (env.PARTYLINE_PORT || undefined)) !== undefined;
  const isEncrypted = encryptionOf(flags, env);
  if (!isSaid && (isEncrypted === undefined || typeof isEncrypted === 'string')) return isEncrypted;
  return hostServer(host, undefined, flags, env);
}

function hostServer(
  host: string = defaultServer.host,
  written: number | undefined,
  flags: ServerFlags,
  env: Environment,
): Server | string {
  const port = written ?? portOf(flags.port, env.PARTYLINE_PORT);
  if (typeof port === 'string') return port;
  const isEncrypted = encryptionOf(flags, env) ?? !isLoopbackHost(host);
  return typeof isEncrypted === 'string' ? isEncrypted : { host, port, isEncrypted };
}

/** What the person said; undefined: nothing. A flag goes before the environment. */
function encryptionOf(
  { tls, insecure }: ServerFlags,
  env: Environment,
): boolean | undefined | string {
  if (tls && insecure) return 'give --tls or --insecure, not both';
  if (tls || insecure) return tls === true;
  // Where a server is started from the same environment, these say what it does.
  const isOn = (value = '') => !['', '0', 'off', 'no', 'false'].includes(value);
  const [isTls, isInsecure] = [isOn(env.PARTYLINE_TLS), isOn(env.PARTYLINE_INSECURE)];
  if (isTls && isInsecure) return 'PARTYLINE_TLS and PARTYLINE_INSECURE are both set';
  return isTls || isInsecure ? isTls : undefined;
}

function portOf(flag: string | undefined, fromEnv: string | undefined): number | string {
  const text = flag ?? (fromEnv || String(defaultServer.port));
  const source = flag === undefined ? 'PARTYLINE_PORT' : '--port';
  return parsePort(text) ?? `${source} ${text} is no port: give a number from 1 to 65535`;
}
