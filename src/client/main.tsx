// chat-client: the command line, and which of the two clients runs.
import './lean-heap.ts';
import { readFileSync } from 'node:fs';
import { type ClientOptions, createClient } from '../sdk/client.ts';
import { systemClock, systemOffset } from '../sdk/node/clock.ts';
import { explainCertificate } from '../sdk/node/secure-page.ts';
import { hostAndPort, tcpTransport } from '../sdk/node/tcp.ts';
import { tlsTransport } from '../sdk/node/tls.ts';
import type { Transport } from '../sdk/transport.ts';
import { webSocketTransport, webSocketUrl } from '../sdk/web/websocket.ts';
import { openFullScreen } from './full-screen.tsx';
import { accountPaths, KeptAccount } from './kept-account.ts';
import { KnownServers } from './known-servers.ts';
import { readRoomsFile } from './open-rooms.ts';
import { accountPath, knownServersPath, openRoomsPath, shownPath } from './own-folders.ts';
import { passwordFrom } from './password-source.ts';
import { exitCodes, runPlain, safeJson } from './plain.ts';
import { serverTrust } from './server-trust.ts';
import { hasScreen, isEnding, readSettings, type Server, type Settings } from './settings.ts';
import { noticeWhenIn } from './welcome.ts';

const manifest = new URL('../../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };

const settings = readSettings(process.argv.slice(2), process.env, version);
if (isEnding(settings)) {
  (settings.code === 0 ? process.stdout : process.stderr).write(settings.text);
  process.exitCode = settings.code;
} else if (hasScreen(process.stdin, process.stdout, process.env)) await onScreen(settings);
else await byLines(settings);

async function onScreen(given: Settings): Promise<void> {
  const { room, isRoomGiven } = given;
  const { transport, clock, ...options } = optionsFor(given, (text) => {
    noticeWhenIn(client, text);
  });
  const { address, isPrivate } = transport;
  const entry = await entryFor(given, transport);
  const path = openRoomsPath(process.env, address, given.name ?? '');
  const kept = readRoomsFile(path);
  const first = isRoomGiven ? room : (kept[0] ?? room);
  const start = { ...options, ...entry.start, transport, clock, room: first };
  const client = createClient(start);
  const place = { address, isPrivate, account: entry.account };
  openFullScreen(client, clock, place, { first, kept, path });
}

async function byLines(given: Settings): Promise<void> {
  // Whoever reads the output has enough of it: that is no error.
  process.stdout.on('error', () => process.exit(0));
  const options = optionsFor(given, tellLine);
  const { start, account } = await entryFor(given, options.transport);
  const client = createClient({ ...options, ...start, ...wire(given) });
  client.subscribe(() => account.see(client.getKept()));
  process.on('exit', () => account.release());
  const leave = async () => account.isLeftBehind(client.getKept()) && client.logOut();
  process.exit(await runPlain(client, process, given.isJson, leave));
}

/** Who one comes in as, and what of it is kept. A password that can't be had ends the program. */
async function entryFor({ name, password }: Settings, transport: Transport) {
  const paths = accountPaths((of) => accountPath(process.env, transport.address, of));
  const account = new KeptAccount(paths, name, () => systemClock.now());
  if (password === undefined || name === undefined) return { start: account.start(), account };
  const given = await passwordFrom(password, name, transport, process);
  if ('password' in given) return { start: { account: { name, ...given } }, account };
  tellLine(given.problem);
  return process.exit(exitCodes.refused);
}

/** Without a screen it stands among the other talk. */
function tellLine(text: string): void {
  process.stderr.write(`chat-client: ${text}\n`);
}

function optionsFor({ server, name, room }: Settings, tell: (text: string) => void): ClientOptions {
  return {
    transport: transportTo(server, tell),
    clock: systemClock,
    random: Math.random,
    offset: systemOffset,
    room,
    client: `chat-client ${version}`,
    ...(name === undefined ? {} : { name }),
  };
}

function pageTransport(page: URL): Transport {
  const transport = webSocketTransport(webSocketUrl(page.href));
  if (page.protocol !== 'https:') return transport;
  const host = page.hostname.replace(/^\[|\]$/g, '');
  const port = Number(page.port || 443);
  const remedy = `If the server made it itself, come in with: chat-client --tls ${hostAndPort(host, port)}`;
  return explainCertificate(transport, { host, port, remedy });
}

/** @param tell what is new of the server */
function transportTo(server: Server, tell: (text: string) => void): Transport {
  if ('page' in server) return pageTransport(server.page);
  const { host, port, isEncrypted } = server;
  if (!isEncrypted) return tcpTransport(host, port);
  const path = knownServersPath(process.env);
  const address = hostAndPort(host, port);
  const servers = new KnownServers(path);
  return tlsTransport(
    host,
    port,
    serverTrust({ address, servers, shownFile: shownPath(path), tell }),
  );
}

function wire({ isJson }: Settings): Pick<ClientOptions, 'onWire'> {
  if (!isJson) return {};
  return {
    onWire: (direction, line) => {
      if (direction === 'in') process.stdout.write(`${safeJson(line)}\n`);
    },
  };
}
