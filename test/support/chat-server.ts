// A real chat-server in a process of its own, with a log and a port that are only this test's.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/server/main.ts', import.meta.url));

export class ChatServer {
  readonly folder: string;
  readonly port: number;
  readonly #options: readonly string[];
  #process: ChildProcess;

  private constructor(
    folder: string,
    port: number,
    options: readonly string[],
    process: ChildProcess,
  ) {
    this.folder = folder;
    this.port = port;
    this.#options = options;
    this.#process = process;
  }

  /** @param options of the command line, besides port and log */
  static async start(...options: string[]): Promise<ChatServer> {
    const folder = await mkdtemp(join(tmpdir(), 'partyline-'));
    const { child, port } = await launch(folder, 0, options);
    return new ChatServer(folder, port, options, child);
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

  log(): Promise<string> {
    return readFile(join(this.folder, 'chat_messages.txt'), 'utf8');
  }

  /** As a power cut of the program: no goodbye. */
  async kill(): Promise<void> {
    await end(this.#process, 'SIGKILL');
  }

  /** On the same port, with the same log. */
  async startAgain(): Promise<void> {
    this.#process = (await launch(this.folder, this.port, this.#options)).child;
  }

  async stop(): Promise<void> {
    await end(this.#process, 'SIGTERM');
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function launch(
  folder: string,
  port: number,
  options: readonly string[],
): Promise<{ child: ChildProcess; port: number }> {
  const log = join(folder, 'chat_messages.txt');
  const args = [main, '--port', String(port), '--log', log, ...options];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const found = /:(\d+)/.exec(String(line));
  if (found === null) throw new Error(`The server said: ${line}`);
  return { child, port: Number(found[1]) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
