// chat-server: flags, signals and exit codes; nothing else touches the process.
import { closeSync, openSync, readFileSync } from 'node:fs';
import { constants, hostname } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readingSurroundings } from '../command-line/places.ts';
import { DatabaseFileError } from '../database/database-file.ts';
import type { Person, Screen } from './commands/command.ts';
import { Output, PrintError } from './commands/output.ts';
import { personAt } from './commands/person.ts';
import type { Config } from './config.ts';
import { invitation } from './invitation.ts';
import { LogError } from './log/log.ts';
import { isLoopbackHost } from './net/address.ts';
import { SocketFileError } from './net/socket-file.ts';
import { TlsError } from './net/tls.ts';
import { type OperatorLog, openOperatorLog } from './operator-log.ts';
import { holderOf } from './port-holder.ts';
import { wordsOfFolder } from './project-file.ts';
import { readConfig } from './read-config.ts';
import { changedKeys, reloadableOf, takenOver } from './reloadable.ts';
import type { RunningServer } from './running-server.ts';
import { ServiceManager } from './sd-notify.ts';
import { startServer } from './server.ts';

const manifest = new URL('../../package.json', import.meta.url);
const pageFolder = fileURLToPath(new URL('../../dist/page', import.meta.url));
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };

const { what: asked, warnings } = readConfig(
  process.argv,
  version,
  await readingSurroundings(process.argv),
);
if ('text' in asked) {
  (asked.code === 0 ? process.stdout : process.stderr).write(asked.text);
  process.exit(asked.code);
}
for (const warning of warnings) console.error(`chat-server: ${warning}`);
if (typeof asked === 'function') {
  const input = () => process.stdin;
  const out = new Output(process.stdout);
  const talk = { say: console.error, screen: screenOfErrors(), person: personAtTerminal() };
  const isRead = process.stdout.isTTY;
  const terminal = { input, out, ...talk, isRead, clock: Date.now, interruption };
  process.exit(await asked(terminal).catch(notPrinted));
}
/** As it was read last. */
let config = asked;
const ofFolder = wordsOfFolder(config.settled);
if (ofFolder !== undefined) console.error(`chat-server: ${ofFolder}`);
const log = openOperatorLog(config.logLevel, config.operatorLog);
const service = new ServiceManager(process.env, (why) =>
  log.say('warn', 'the service manager could not be told', { why }),
);
const server = await startServer({
  host: config.host,
  port: config.port,
  socketPath: config.socketPath,
  aboutPath: config.aboutPath,
  endWhenEmptyMs: config.endWhenEmptyMs,
  onEmpty: () => stop(server, log),
  logPath: config.logPath,
  settings: config.settings,
  web: config.web && { ...config.web, folder: pageFolder },
  tls: config.tls,
  isInsecure: config.isInsecure,
  proxies: config.proxies,
  version,
  note: log.note,
}).catch((error: Error) => fail(whyNot(error, config)));

process.on('SIGTERM', (signal) => stop(server, log, signal));
process.on('SIGINT', (signal) => stop(server, log, signal));
// Under nohup nothing is told to the terminal, and its end is no reason to stop.
const beganAtTerminal = process.stderr.isTTY && hasTerminal();
process.on('SIGHUP', (signal) => {
  // logrotate sends it to go on in a new file, a terminal to say that it was closed.
  if (beganAtTerminal && !hasTerminal()) stop(server, log, signal);
  else {
    service.reloading();
    void Promise.all([reopen(server, log), reload(server, log)]).then(() => tellReady(server));
  }
});
process.stdout.on('error', () => {}); // whoever read the first line may be gone

const ways = new Set([server.address, config.socketPath ?? server.address]);
console.log(
  `Partyline is open at ${[...ways].join(' and ')}, and keeps what is said in ${config.logPath}.`,
);
// A port of its own that was picked has to be told to scripts too.
const hasOwnWebPort = (server.webAddress ?? server.address) !== server.address;
if (process.stdout.isTTY || hasOwnWebPort) invite(server, config);
tellReady(server);

let isStopping = false;

function tellReady({ address }: RunningServer): void {
  service.ready(`Open at ${address}`);
}

/** How people come in, a line each. */
function invite({ address, webAddress, fingerprint }: RunningServer, from: Config): void {
  const { isInsecure, host, web } = from;
  const { origins = [], key: webKey } = web || {};
  const isLoopback = isLoopbackHost(host);
  const isSocket = address === from.socketPath;
  const way = isSocket ? { address: `unix:${resolve(address)}` } : { address };
  const invited = { ...way, webAddress, webKey, fingerprint, isLoopback, isInsecure, origins };
  for (const line of invitation(invited, hostname())) console.log(line);
}

/** In good order the first time; the second time at once. */
function stop(running: RunningServer, operator: OperatorLog, signal?: NodeJS.Signals): void {
  if (isStopping) process.exit(signal ? 128 + constants.signals[signal] : 0);
  isStopping = true;
  service.stopping();
  if (signal) operator.say('info', `${signal}: saying goodbye`);
  running.stop().then(
    () => process.exit(0),
    (error: Error) => fail(`chat-server: could not stop in good order: ${error.message}`),
  );
}

/** Standard error, as far as lines can be drawn there again. */
function screenOfErrors(): Screen | undefined {
  const { stderr } = process;
  if (!stderr.isTTY || process.env.TERM === 'dumb') return undefined;
  return { columns: () => stderr.columns, write: (text) => stderr.write(text) };
}

function personAtTerminal(): Person | undefined {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  return personAt(stdin, stderr);
}

function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => controller.abort(128 + constants.signals[signal]));
  return controller.signal;
}

function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}

function reopen(running: RunningServer, operator: OperatorLog): Promise<void> {
  return running.reopen().catch((error: Error) => {
    const what =
      error instanceof TlsError
        ? 'the certificate could not be read again: the old one stays'
        : 'the log could not be reopened';
    operator.say('error', what, { why: error.message });
  });
}

/** What the files say by now; where one of them is wrong, all stays as it was. */
async function reload(running: RunningServer, operator: OperatorLog): Promise<void> {
  const around = await readingSurroundings(process.argv);
  const { what, warnings } = readConfig(process.argv, version, around);
  for (const warning of warnings) operator.say('warn', warning);
  if (!('settled' in what)) {
    const why = 'text' in what ? what.text.trim().replaceAll('\n', ' ') : '';
    operator.say('error', 'the settings could not be read again: the old ones stay', {
      event: 'not-reloaded',
      why,
    });
    return;
  }
  const { taken, waiting } = changedKeys(config, what);
  running.reload(reloadableOf(what));
  operator.tellFrom(what.logLevel);
  const keys = (event: string, which: readonly string[]) => ({ event, keys: which.join(', ') });
  if (taken.length > 0)
    operator.say('info', 'other settings hold from now on', keys('reloaded', taken));
  if (waiting.length > 0)
    operator.say('warn', 'other settings wait for a restart', keys('waiting', waiting));
  config = takenOver(config, what);
}

function whyNot(error: Error & { code?: string; isWebPort?: true }, config: Config): string {
  const ours = [LogError, TlsError, DatabaseFileError, SocketFileError];
  if (ours.some((kind) => error instanceof kind)) return `chat-server: ${error.message}`;
  const { host, logPath } = config;
  const isWeb = config.web && error.isWebPort;
  const port = isWeb ? config.web.port : config.port;
  const option = isWeb ? '--web-port' : '--port';
  const why: Record<string, string> = {
    EADDRINUSE: `port ${port} of ${host} is taken${takenBy(port)} (EADDRINUSE): stop who has it, or choose another with ${option}`,
    EADDRNOTAVAIL: `${host} is no address of this machine: choose one with --host`,
    ENOTFOUND: `${host} is no address of this machine: choose one with --host`,
    EACCES: `not allowed to use port ${port} or ${logPath}: choose others with ${option} and --log`,
    ENOENT: `there is no folder for ${logPath}: make it, or choose a file with --log`,
  };
  return `chat-server: ${why[error.code ?? ''] ?? error.message}`;
}

function takenBy(port: number | undefined): string {
  const holder = port === undefined ? undefined : holderOf(port);
  return holder === undefined ? '' : ` by process ${holder}`;
}

/** That is no fault of the program, as anything else that is thrown is. */
function notPrinted(error: Error): never {
  if (error instanceof PrintError) fail(`chat-server: ${error.message}`);
  throw error;
}

function fail(line: string): never {
  console.error(line);
  process.exit(1);
}
