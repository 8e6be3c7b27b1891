// A real chat-server in a process of its own, with a log and a port that are only this test's.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { keptPort } from './kept-port.ts';
import { patienceMs } from './patience.ts';

const main = fileURLToPath(new URL('../../src/server/main.ts', import.meta.url));

/** A line of the operator's log. */
export type Told = Readonly<Record<string, unknown>>;

export class ChatServer {
  readonly folder: string;
  readonly port: number;
  readonly #options: readonly string[];
  #process: ChildProcess;
  #told: Telling;

  private constructor(folder: string, options: readonly string[], launched: Launched) {
    this.folder = folder;
    this.port = launched.port;
    this.#options = options;
    this.#process = launched.child;
    this.#told = launched.told;
  }

  /** @param options of the command line, besides port and log */
  static start(...options: string[]): Promise<ChatServer> {
    return ChatServer.startOver(() => {}, ...options);
  }

  /** @param prepare what lies at the log's path, and beside it */
  static async startOver(
    prepare: (logPath: string) => void,
    ...options: string[]
  ): Promise<ChatServer> {
    const folder = await mkdtemp(join(tmpdir(), 'partyline-'));
    prepare(join(folder, 'chat_messages.txt'));
    return new ChatServer(folder, options, await launch(folder, await keptPort(), options));
  }

  get pid(): number {
    return this.#process.pid as number;
  }

  /** How it ended, once it has. */
  async exit(): Promise<number | NodeJS.Signals | null> {
    const child = this.#process;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode ?? child.signalCode;
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name);
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  get logPath(): string {
    return join(this.folder, 'chat_messages.txt');
  }

  log(): Promise<string> {
    return readFile(this.logPath, 'utf8');
  }

  /** What it has told the operator since it was started. */
  get told(): readonly Told[] {
    return this.#told.lines;
  }

  /** The first line of that type or event since the `after` first ones; waits for it. */
  async tells(type: string, after = 0): Promise<Told> {
    const isIt = (line: Told) => line.type === type || line.event === type;
    for (;;) {
      const found = this.told.slice(after).find(isIt);
      if (found) return found;
      await this.#told.more(`"${type}"`);
    }
  }

  /** As a power cut of the program: no goodbye. */
  async kill(): Promise<void> {
    await end(this.#process, 'SIGKILL');
  }

  /** On the same port, with the same log. */
  async startAgain(): Promise<void> {
    const { child, told } = await launch(this.folder, this.port, this.#options);
    this.#process = child;
    this.#told = told;
  }

  /** In good order; its files stay. */
  async end(): Promise<void> {
    await end(this.#process, 'SIGTERM');
  }

  async stop(): Promise<void> {
    await end(this.#process, 'SIGTERM');
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What a server tells on standard error, line by line. */
class Telling {
  readonly lines: Told[] = [];
  #heard: () => void = () => {};

  constructor(from: Readable) {
    createInterface({ input: from }).on('line', (line) => {
      this.lines.push(asTold(line));
      this.#heard();
    });
  }

  async more(what: string): Promise<void> {
    const patience = AbortSignal.timeout(patienceMs);
    await new Promise<void>((resolve) => {
      this.#heard = resolve;
      patience.addEventListener('abort', () => resolve(), { once: true });
    });
    if (!patience.aborted) return;
    throw new Error(`Waited for ${what}; told: ${JSON.stringify(this.lines).slice(-2000)}`);
  }
}

function asTold(line: string): Told {
  try {
    return JSON.parse(line) as Told;
  } catch {
    return { line };
  }
}

interface Launched {
  readonly child: ChildProcess;
  readonly port: number;
  readonly told: Telling;
}

async function launch(folder: string, port: number, options: readonly string[]): Promise<Launched> {
  const log = join(folder, 'chat_messages.txt');
  const args = [main, '--port', String(port), '--log', log, ...options];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const told = new Telling(child.stderr);
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
  if (!/:\d+/.test(String(line))) {
    throw new Error(`The server said: ${line ?? 'nothing'}; told: ${JSON.stringify(told.lines)}`);
  }
  return { child, port, told };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
