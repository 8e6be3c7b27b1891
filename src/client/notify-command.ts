// The person's own program for notifications: run without a shell, one at a time, not for long.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Notification } from '../ui/notification.ts';

const longestRunMs = 10_000;

export class NotifyCommand {
  readonly #onProblem: (text: string) => void;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #hasTold = false;

  /** `onProblem` is told once why it does not work; a thousand mentions are no thousand complaints. */
  constructor(onProblem: (text: string) => void) {
    this.#onProblem = onProblem;
  }

  get isRunning(): boolean {
    return this.#child !== undefined;
  }

  /** What was said comes as the last arguments and in the environment, never as part of a command. */
  run(command: readonly string[], { title, text }: Notification, about: About): void {
    const [program, ...args] = command;
    if (program === undefined || this.isRunning) return;
    const { sender, room } = about;
    try {
      const child = spawn(program, [...args, argument(title), argument(text)], {
        stdio: 'ignore',
        env: {
          ...process.env,
          PARTYLINE_SENDER: sender,
          PARTYLINE_ROOM: room,
          PARTYLINE_TEXT: text,
        },
      });
      this.#child = child;
      child.unref();
      this.#timer = setTimeout(() => child.kill('SIGKILL'), longestRunMs);
      this.#timer.unref();
      child.on('error', (error) => this.#ended(error.message));
      child.on('exit', (code, signal) => this.#ended(endWords(program, code, signal)));
    } catch (error) {
      this.#ended((error as Error).message);
    }
  }

  #ended(problem: string | undefined): void {
    clearTimeout(this.#timer);
    this.#child = undefined;
    if (problem === undefined || this.#hasTold) return;
    this.#hasTold = true;
    this.#onProblem(`notify_command: ${problem}`);
  }
}

/** As in `Attention`, made safe. */
interface About {
  readonly sender: string;
  readonly room: string;
}

/** What somebody says is no option, even if it begins like one. */
const argument = (text: string): string => (text.startsWith('-') ? ` ${text}` : text);

function endWords(
  program: string,
  code: number | null,
  signal: NodeJS.Signals | null,
): string | undefined {
  if (signal === 'SIGKILL') return `${program} took longer than ${longestRunMs / 1000} s.`;
  if (signal !== null) return `${program} was ended by ${signal}.`;
  return code === 0 ? undefined : `${program} failed with code ${code}.`;
}
