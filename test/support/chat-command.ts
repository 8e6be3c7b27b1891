// A command of chat-server run to its end: as a program, or, for many cases, within the test.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { CommandMaker, Person, Task } from '../../src/server/commands/command.ts';
import { Output } from '../../src/server/commands/output.ts';

/** What these say the time is. */
const noon = Date.parse('2026-11-20T12:00:00.000Z');

const main = fileURLToPath(new URL('../../src/server/main.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  /** What it reads on standard input. */
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

export async function chatServer(
  args: readonly string[],
  around: Surroundings = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, ...around.env },
    stdio: 'pipe',
  });
  child.stdin.on('error', () => {}); // it may end without having read all
  child.stdin.end(around.input);
  const ends = [once(child, 'close'), text(child.stdout), text(child.stderr)] as const;
  const [[code], stdout, stderr] = await Promise.all(ends);
  return { code, stdout, stderr };
}

interface AtTerminal {
  readonly person?: Person | undefined;
  readonly isRead?: boolean;
}

/** Its work alone, without a process of its own. */
export async function within(
  make: CommandMaker,
  args: readonly string[],
  input: readonly Buffer[] = [],
  { person, isRead = false }: AtTerminal = {},
): Promise<Ended> {
  const asked: Task[] = [];
  make((task) => asked.push(task)).parse(args, { from: 'user' });
  const [task] = asked;
  if (task === undefined) throw new Error(`nothing was asked for: ${args.join(' ')}`);
  const stream = new PassThrough();
  const stdout = text(stream);
  let stderr = '';
  const say = (line: string) => {
    stderr += `${line}\n`;
  };
  const code = await task({
    out: new Output(stream),
    say,
    input: () => Readable.from(input),
    clock: () => noon,
    screen: undefined,
    person,
    isRead,
    interruption: () => new AbortController().signal,
  });
  stream.end();
  return { code, stdout: await stdout, stderr };
}
