// Every path and address that chat-client has to do with on this machine, and which server it would come to.
import { type AboutServer, readAboutServer } from '../sdk/node/about-server.ts';
import { type Found, findServer } from '../sdk/node/find-server.ts';
import { type OwnPlaces, ownPlaces } from '../sdk/node/own-places.ts';
import { hostAndPort } from '../sdk/node/tcp.ts';
import { safeText } from '../ui/safe-text.ts';
import type { Terminal } from './commands/command.ts';
import { exitCodes } from './exit-codes.ts';
import { configPath, shownPath, statePath } from './own-folders.ts';
import { safeJson } from './printed.ts';
import type { Server } from './server-address.ts';

/** What there is not is null, so that every field can be asked for. */
export interface Where {
  readonly server: string | null;
  /** How it came to be that one. */
  readonly how: 'named' | 'usual port' | 'own server' | 'none';
  readonly page: string | null;
  readonly pid: number | null;
  /** Of the server that runs, as far as it tells. */
  readonly serverVersion: string | null;
  readonly version: string;
  /** Of one's own server, whether it runs or not; that of another one is known to who started it. */
  readonly log: string | null;
  readonly serverLog: string | null;
  readonly socket: string;
  readonly runtime: string;
  readonly data: string;
  readonly state: string;
  readonly config: string;
  readonly problem: string | null;
}

/** @param named what the command line or the environment says */
export async function tellWhere(
  { env, version, stdout }: Pick<Terminal, 'env' | 'version' | 'stdout'>,
  named: Server | undefined,
  isJson: boolean,
): Promise<number> {
  const places = ownPlaces(env);
  const found = named ? undefined : await findServer(env, places);
  const where: Where = {
    ...serverFields(named, found, places),
    ...{ socket: places.socket, runtime: places.runtime, data: places.data },
    ...{ state: statePath(env), config: configPath(env), version },
    problem: found?.at === 'nowhere' ? (found.problem ?? null) : null,
  };
  stdout.write(isJson ? `${safeJson(JSON.stringify(where))}\n` : linesOf(where));
  return exitCodes.done;
}

function serverFields(named: Server | undefined, found: Found | undefined, places: OwnPlaces) {
  const none = { page: null, pid: null, serverVersion: null, log: null, serverLog: null };
  const own = { ...none, log: places.log, serverLog: places.talk };
  if (named) return { ...none, server: addressOf(named), how: 'named' } as const;
  if (found?.at === 'port') {
    const server = hostAndPort(found.host, found.port);
    return { ...none, server, how: 'usual port', page: `http://${server}/` } as const;
  }
  if (found?.at !== 'socket') return { ...own, server: null, how: 'none' } as const;
  const about = aboutFields(readAboutServer(places.about));
  return { ...own, ...about, server: `unix:${found.path}`, how: 'own server' } as const;
}

function aboutFields(about: AboutServer | undefined) {
  if (!about) return {};
  const { pid, version, log, page } = about;
  return { pid, serverVersion: version, log, page: page?.replace(/\?.*$/, '') ?? null };
}

function addressOf(server: Server): string {
  if ('page' in server) return server.page.href;
  if ('socketPath' in server) return `unix:${server.socketPath}`;
  return hostAndPort(server.host, server.port);
}

const hows: Readonly<Record<Where['how'], string>> = {
  named: 'as it was named',
  'usual port': 'found at the usual port',
  'own server': 'your own, which runs',
  none: '',
};

function linesOf(where: Where): string {
  const { server, how, pid, page, serverVersion, log, serverLog, problem } = where;
  const none = problem ?? 'none runs: chat-client starts one';
  const rows: readonly (readonly [string, string | number | null])[] = [
    ['server', server === null ? none : `${server} (${hows[how]})`],
    ['page', page],
    ['process', pid],
    ['log', log && shownPath(log)],
    ['server log', serverLog && shownPath(serverLog)],
    ['socket', where.socket],
    ['runtime', where.runtime],
    ['data', shownPath(where.data)],
    ['state', shownPath(where.state)],
    ['config', shownPath(where.config)],
    [
      'version',
      serverVersion === null ? where.version : `${where.version}, server ${serverVersion}`,
    ],
  ];
  return rows
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name.padEnd(12)}${safeText(String(value))}\n`)
    .join('');
}
