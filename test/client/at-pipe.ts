// Somebody's commands of chat-client, each run to its end within the test: pipes around it, a folder of their own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import type { Task } from '../../src/client/commands/command.ts';
import { commands } from '../../src/client/commands/table.ts';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export class AtPipe {
  readonly folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  readonly env = { PARTYLINE_STATE: this.folder, PARTYLINE_RUNTIME: join(this.folder, 'run') };
  readonly #port: number;

  constructor(context: TestContext, port: number) {
    this.#port = port;
    context.after(() => rmSync(this.folder, { recursive: true }));
  }

  /** At the one server. @param command words that stand apart by spaces */
  run(command: string, input = '', interruption = new AbortController()): Promise<Ended> {
    return this.runWords(
      [...command.split(' '), '--port', String(this.#port)],
      input,
      interruption,
    );
  }

  async runWords(
    words: readonly string[],
    input = '',
    interruption = new AbortController(),
  ): Promise<Ended> {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const said = Promise.all([text(stdout), text(stderr)]);
    const before = process.listeners('exit').length;
    const code = await taskOf(words)({
      stdin: Readable.from(input === '' ? [] : [Buffer.from(input)]),
      stdout,
      stderr,
      env: this.env,
      version: 'test',
      interruption: () => interruption,
    });
    // As where the program ends with its command.
    for (const atExit of process.listeners('exit').slice(before)) {
      atExit.call(process, code);
      process.off('exit', atExit);
    }
    stdout.end();
    stderr.end();
    const [out, error] = await said;
    return { code, out, error };
  }
}

function taskOf([name, ...args]: readonly string[]): Task {
  const asked: Task[] = [];
  const found = commands
    .map((make) => make((task) => asked.push(task)))
    .find((command) => command.name() === name);
  found?.parse(args, { from: 'user' });
  const [task] = asked;
  if (task === undefined) throw new Error(`nothing was asked for: ${name} ${args.join(' ')}`);
  return task;
}
