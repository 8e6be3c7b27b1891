// A person with a home of their own, whose programs find and start no server but the one that is in it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { readAboutServer } from '../../src/sdk/node/about-server.ts';
import { ownPlaces } from '../../src/sdk/node/own-places.ts';
import { bin, ready } from './plays.ts';

export class OwnHome {
  readonly folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  readonly env = {
    ...process.env,
    ...ready,
    HOME: this.folder,
    PARTYLINE_RUNTIME: join(this.folder, 'run'),
    PARTYLINE_DATA: join(this.folder, 'data'),
    PARTYLINE_STATE: join(this.folder, 'state'),
  };
  readonly places = ownPlaces(this.env);

  constructor(t: TestContext) {
    t.after(() => {
      for (const pid of this.servers()) process.kill(pid, 'SIGKILL');
      rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    });
  }

  get pid(): number {
    return readAboutServer(this.places.about)?.pid ?? 0;
  }

  log(): string {
    return readFileSync(this.places.log, 'utf8');
  }

  /** Every process that serves this home, found by its socket's path. */
  servers(): number[] {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && this.#isServer(pid));
  }

  #isServer(pid: number): boolean {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return words.includes('--socket') && words.includes(this.places.socket);
    } catch {
      return false; // it has just gone
    }
  }

  /** chat-client, which lives until its input ends. */
  client(...args: string[]): LineClient {
    return new LineClient(spawn(process.execPath, [bin, ...args], { env: this.env }));
  }

  /** A command of chat-client, run to its end. */
  async run(...args: string[]) {
    const child = spawn(process.execPath, [bin, ...args], { env: this.env });
    child.stdin.end();
    const ends = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
    const [[code], out, said] = await ends;
    return { code: code as number, out, said };
  }
}

/** What it prints, as it comes. */
export class LineClient {
  readonly child: ChildProcess;
  #printed = '';
  #onPrinted: () => void = () => {};

  constructor(child: ChildProcess) {
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        this.#printed += String(chunk);
        this.#onPrinted();
      });
  }

  get printed(): string {
    return this.#printed;
  }

  say(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  async prints(wanted: RegExp): Promise<void> {
    while (!wanted.test(this.#printed)) {
      if (this.child.exitCode !== null)
        throw new Error(`It ended with ${this.child.exitCode}: ${this.#printed}`);
      await new Promise<void>((resolve) => {
        this.#onPrinted = resolve;
        this.child.once('exit', () => resolve());
      });
    }
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.stdin?.end();
    await once(this.child, 'exit');
  }
}
