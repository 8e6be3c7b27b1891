// Which server is meant: the options that say so, what of them goes together, and what it comes to.
import { type Command, InvalidArgumentError } from 'commander';
import { option, switchOption, whole } from '../command-line/option.ts';
import { isLoopbackHost } from '../sdk/loopback.ts';
import { parseAddress, parsePage, parseSocketPath, usualPlace } from '../sdk/node/address.ts';

/** By lines over TCP or a Unix socket, or by a WebSocket beside the page, which goes through what browsers go through. */
export type Server =
  | { readonly host: string; readonly port: number; readonly isEncrypted: boolean }
  | { readonly socketPath: string }
  | { readonly page: URL };

export interface ServerFlags {
  readonly server?: string;
  readonly host?: string;
  readonly port?: number;
  readonly tls?: boolean;
  readonly insecure?: boolean;
}

const defaultServer = usualPlace;

/** Every command that goes to a server has these. */
export function addServerOptions(command: Command): Command {
  const { host, port } = defaultServer;
  const options = [
    option<string | undefined>(
      '-s, --server <address>',
      'HOST, HOST:PORT, [IPV6]:PORT, unix:/PATH or its page: http://…',
      undefined,
      addressIn,
    )
      .default(undefined, "this machine's")
      .insteadOf('host', 'port'),
    option<string | undefined>('--host <host>', "the server's host", undefined)
      .default(undefined, host)
      .insteadOf('server'),
    option<number | undefined>('--port <port>', "the server's port", undefined, whole(1, 65_535))
      .default(undefined, String(port))
      .insteadOf('server'),
    switchOption(
      '--tls',
      'TLS, as everywhere but on this machine; a certificate that no authority vouches for is remembered at the first meeting',
    ).insteadOf('insecure'),
    switchOption(
      '--insecure',
      'plain text, which anybody between can read, as only on this machine',
    ).insteadOf('tls'),
  ];
  for (const each of options) command.addOption(each);
  return command;
}

const forms = 'write HOST, HOST:PORT, [IPV6]:PORT, unix:/PATH or http://HOST:PORT';

function addressIn(text: string): string {
  if (parseSocketPath(text) ?? parsePage(text) ?? parseAddress(text)) return text;
  throw new InvalidArgumentError(`It is no address: ${forms}.`);
}

/** An address beside the options is the same as `--server`. @returns a sentence where it is given twice */
export function takeAddress(command: Command): string | undefined {
  const [written] = command.args;
  if (command.registeredArguments[0]?.name() !== 'address' || written === undefined)
    return undefined;
  if (command.getOptionValueSource('server') === 'cli')
    return 'the server is given twice: leave --server out';
  command.setOptionValueWithSource('server', written, 'cli');
  return undefined;
}

/** @returns undefined where nobody said which; a sentence where it can't be meant */
export function serverOf(flags: ServerFlags): Server | string | undefined {
  const { server, host, port, tls, insecure } = flags;
  if (tls && insecure) return 'tls and insecure are both said: leave one of them out';
  if (server !== undefined) return atAddress(server, flags);
  const isSaid = host !== undefined || port !== undefined || tls || insecure;
  return isSaid ? hostServer(host, port, flags) : undefined;
}

function atAddress(text: string, flags: ServerFlags): Server | string {
  const socketPath = parseSocketPath(text);
  if (socketPath !== undefined) {
    const isMore = flags.host !== undefined || flags.port !== undefined;
    return isMore ? 'a socket has no host and no port: leave them out' : { socketPath };
  }
  const page = parsePage(text);
  const address = page ? undefined : parseAddress(text);
  if (page === undefined && address === undefined) return `${text} is no address: ${forms}`;
  if (flags.host !== undefined) return 'the host is given twice: leave --host out';
  const hasPort = page !== undefined || address?.port !== undefined;
  if (hasPort && flags.port !== undefined) return 'the port is given twice: leave --port out';
  if (page !== undefined) return { page };
  return hostServer(address?.host, address?.port ?? flags.port, flags);
}

function hostServer(
  host: string = defaultServer.host,
  port: number = defaultServer.port,
  { tls, insecure }: ServerFlags,
): Server {
  const isEncrypted = tls || insecure ? tls === true : !isLoopbackHost(host);
  return { host, port, isEncrypted };
}
