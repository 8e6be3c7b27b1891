// The real server in a process of its own, on one port and one log through all that is done to it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { LogText } from './seen.ts';

const logName = 'chat_messages.txt';
/** While it is down its port may be lent to an outgoing connection for a moment. */
const mostTries = 40;
const betweenTriesMs = 50;

export interface ServerPlan {
  /** A script beside this one, with its arguments; the real one unless told. */
  readonly entry?: readonly string[];
  readonly folder: string;
  readonly options: readonly string[];
}

export class ServerProcess {
  readonly folder: string;
  port = 0;
  /** How often it ended though nobody had asked it to. */
  readonly deaths: string[] = [];
  starts = 0;
  #process: ChildProcess | undefined;
  #isExpectedToEnd = false;
  #rotations = 0;
  readonly #plan: ServerPlan;

  constructor(plan: ServerPlan) {
    this.#plan = plan;
    this.folder = plan.folder;
  }

  get logPath(): string {
    return join(this.folder, logName);
  }

  /** Again on the port that it had. */
  async start(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const why = await this.#launch();
      if (why === undefined) return;
      if (tries === mostTries) throw new Error(`The server does not start: ${why}`);
      await wait(betweenTriesMs);
    }
  }

  /** `SIGKILL`: no goodbye. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#process;
    if (!child) return;
    this.#isExpectedToEnd = true;
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    }
    this.#process = undefined;
  }

  /** Moves the log away, as logrotate does before it sends the signal. */
  moveLogAway(): void {
    this.#rotations += 1;
    renameSync(this.logPath, `${this.logPath}.${this.#rotations}`);
  }

  hangUp(): void {
    this.#process?.kill('SIGHUP');
  }

  get hasLog(): boolean {
    return existsSync(this.logPath);
  }

  /** What is kept beside the log to find things faster: it may be gone or cut at any time. */
  spoilIndex(isDeleted: boolean, part: number): number {
    const names = readdirSync(this.folder).filter((name) => name.startsWith(`${logName}.index`));
    for (const name of names) {
      const path = join(this.folder, name);
      if (isDeleted) rmSync(path, { force: true, recursive: true });
      else truncateSync(path, Math.floor(readFileSync(path).length * part));
    }
    return names.length;
  }

  /** With what signs the tokens: from the next start on no session can be resumed. */
  loseKey(): void {
    rmSync(`${this.logPath}.key`, { force: true });
  }

  /** All files of the log, the oldest first. */
  logTexts(): LogText[] {
    const rotated = Array.from(
      { length: this.#rotations },
      (_, index) => `${logName}.${index + 1}`,
    );
    const names = [...rotated, logName].filter((name) => existsSync(join(this.folder, name)));
    return names.map((name) => ({ name, text: readFileSync(join(this.folder, name), 'utf8') }));
  }

  /** @returns why it did not */
  async #launch(): Promise<string | undefined> {
    const { entry = ['../../src/server/main.ts'], options } = this.#plan;
    const [script = '', ...first] = entry;
    const path = fileURLToPath(new URL(script, import.meta.url));
    const own = ['--port', String(this.port), '--log', this.logPath];
    const errors = openSync(`${this.folder}.stderr`, 'a');
    const child = spawn(process.execPath, [path, ...first, ...own, ...options], {
      stdio: ['ignore', 'pipe', errors],
    });
    closeSync(errors);
    this.starts += 1;
    const line = await firstLine(child);
    const port = Number(/:(\d+)/.exec(line ?? '')?.[1]);
    if (!(port > 0)) return line ?? `it ended with ${child.exitCode ?? child.signalCode}`;
    this.port = port;
    this.#watch(child);
    return undefined;
  }

  #watch(child: ChildProcess): void {
    this.#process = child;
    this.#isExpectedToEnd = false;
    child.once('exit', (code, signal) => {
      if (!this.#isExpectedToEnd) this.deaths.push(`start ${this.starts}: ${code ?? signal}`);
    });
  }
}

/** Undefined where it ended before it said anything. */
async function firstLine(child: ChildProcess): Promise<string | undefined> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const line = once(lines, 'line').then(([text]) => String(text));
  const end = once(child, 'exit').then(() => undefined);
  return Promise.race([line, end]);
}
