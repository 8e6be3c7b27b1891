// The programs that are measured beside one another, and how each is started and brought into the room.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hall } from './hall.ts';
import { type Launch, ObservedTerminal } from './observed-terminal.ts';
import { mark, room } from './talk.ts';

export interface Contender {
  readonly name: string;
  readonly speaks: 'partyline' | 'irc';
  /** Of Debian, where it is none of ours. */
  readonly package?: string;
  /** Started as by somebody who wants to see it. */
  readonly alone: (folder: string, port: number) => Launch;
  /** What makes a screen full; where there is no such sign, full is what then stays as it is. */
  readonly isFull?: (text: string) => boolean;
  /** Started so that it goes into the room. */
  readonly talking: (folder: string, port: number) => Launch;
  /** What is still to be typed for that. */
  readonly enterKeys?: string;
  /** What makes it hold all that comes, where it would go back to the server for what is older. */
  readonly holdKeys?: string;
}

/** So many messages has the room that ours starts in. */
export const backlog = 500;

const client = fileURLToPath(new URL('../../bin/chat-client.js', import.meta.url));
// Where Node keeps compiled code: for all starts the same, as on a machine that is used.
const compileCache = mkdtempSync(join(tmpdir(), 'partyline-bench-cache-'));
process.once('exit', () => rmSync(compileCache, { recursive: true, force: true }));

function ours(folder: string, port: number): Launch {
  return {
    program: process.execPath,
    args: [client, '--name', 'zoe', `127.0.0.1:${port}`],
    env: { ...own(folder), NODE_COMPILE_CACHE: compileCache, PARTYLINE_READY: '1' },
  };
}

function weechat(folder: string, ...args: string[]): Launch {
  return { program: 'weechat', args: ['--temp-dir', ...args], env: own(folder) };
}

function weechatCommands(port: number): string {
  const server = `/server add bench 127.0.0.1/${port} -nicks=zoe -autojoin=#${room}`;
  // It keeps 4,096 lines unless told. What it is to speak without encryption was renamed: one of the two fails.
  const settings = {
    'weechat.history.max_buffer_lines_number': '0',
    'irc.server.bench.ssl': 'off',
    'irc.server.bench.tls': 'off',
  };
  const set = Object.entries(settings).map(([name, value]) => `/set ${name} ${value}`);
  return [server, ...set, '/connect bench'].join(';');
}

function irssi(folder: string, ...args: string[]): Launch {
  return { program: 'irssi', args: [`--home=${join(folder, 'irssi')}`, ...args], env: own(folder) };
}

/** Nothing of the tester's own settings. */
function own(folder: string): Record<string, string> {
  return { HOME: folder, TMPDIR: folder };
}

export const contenders: readonly Contender[] = [
  {
    name: 'chat-client',
    speaks: 'partyline',
    alone: ours,
    isFull: (text) =>
      text.includes('● live') && text.includes(mark(backlog)) && /(^|\W)> /m.test(text),
    talking: ours,
    // The terminal has lost the focus: what comes is kept until it was seen.
    holdKeys: '\u001b[O',
  },
  {
    name: 'weechat',
    speaks: 'irc',
    package: 'weechat',
    alone: (folder) => weechat(folder),
    talking: (folder, port) => weechat(folder, '--run-command', weechatCommands(port)),
  },
  {
    name: 'irssi',
    speaks: 'irc',
    package: 'irssi',
    alone: (folder) => irssi(folder, '--noconnect'),
    talking: (folder, port) => irssi(folder, '--connect=127.0.0.1', `--port=${port}`, '--nick=zoe'),
    enterKeys: `/join #${room}\r`,
  },
];

export function isInstalled({ name, package: needed }: Contender): boolean {
  if (needed === undefined) return true;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, name)));
}

/** A folder that is there as long as `run` takes. */
export async function inFolder<Result>(run: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-bench-tui-'));
  mkdirSync(join(folder, 'irssi'));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

export interface Seat {
  readonly hall: Hall;
  readonly terminal: ObservedTerminal;
}

/** The program in the empty room of a hall of its own, as long as `run` takes. */
export function inRoom<Result>(
  contender: Contender,
  run: (seat: Seat) => Promise<Result>,
): Promise<Result> {
  return inFolder(async (folder) => {
    const hall = await Hall.open(contender.speaks);
    const terminal = new ObservedTerminal(contender.talking(folder, hall.port));
    try {
      await enter(contender, { hall, terminal });
      return await run({ hall, terminal });
    } finally {
      await terminal.close();
      hall.close();
    }
  });
}

async function enter({ enterKeys }: Contender, { hall, terminal }: Seat): Promise<void> {
  if (enterKeys !== undefined) {
    await terminal.quiet(500);
    terminal.write(enterKeys);
  }
  await hall.entered();
  await terminal.begin();
}
