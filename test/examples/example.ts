// An example as a user runs it: its own folder, a server that is the test's, and what it says.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { patienceMs } from '../support/patience.ts';

export function ownFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-example-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export class Example {
  readonly #child: ChildProcess;
  readonly said: string[] = [];
  #heard: () => void = () => {};

  constructor(
    context: TestContext,
    server: { readonly port: number },
    folder: string,
    command: readonly string[],
  ) {
    const [program = '', ...args] = command.map((word) =>
      word.startsWith('examples/') ? resolve(word) : word,
    );
    const port = String(server.port);
    this.#child = spawn(program, args, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        PARTYLINE_HOST: '127.0.0.1',
        PARTYLINE_PORT: port,
      },
    });
    if (this.#child.stderr)
      createInterface({ input: this.#child.stderr }).on('line', (line) => {
        this.said.push(line);
        this.#heard();
      });
    context.after(() => this.kill());
  }

  /** Once it has said that on standard error. */
  async says(what: RegExp): Promise<void> {
    const patience = AbortSignal.timeout(patienceMs);
    while (!this.said.some((line) => what.test(line))) {
      if (patience.aborted) throw new Error(`Waited for ${what}: ${this.said.join('\n')}`);
      await new Promise<void>((heard) => {
        this.#heard = heard;
        patience.addEventListener('abort', () => heard(), { once: true });
      });
    }
  }

  /** How it ended. */
  async exit(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, 'close');
    }
    return this.#child.exitCode;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.#child.kill(signal);
    await this.exit();
  }
}
