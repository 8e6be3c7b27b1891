// What a command of chat-server beside serving is: it is asked for on the command line, does its work, and ends.
import type { Command } from 'commander';
import { codeOf, LogError, type LogEvent } from '../log/log.ts';
import type { Output } from './output.ts';

/** Where a command prints: results, and what it has to say about them. */
export interface Terminal {
  readonly out: Output;
  /** One line on standard error. */
  readonly say: (line: string) => void;
  /** Standard input, opened when it is asked for. */
  readonly input: () => AsyncIterable<Buffer>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Standard error where somebody looks at it; undefined: it goes to a file or a program. */
  readonly screen: Screen | undefined;
  /** Somebody reads standard output as it comes: in columns, where a program is given fields. */
  readonly isRead: boolean;
  /** Who can be asked; undefined: there is no terminal. */
  readonly person: Person | undefined;
  /**
   * From this call on Ctrl-C and SIGTERM end nothing but abort the signal; its reason is the exit code.
   * A second one ends the process at once.
   */
  readonly interruption: () => AbortSignal;
}

export interface Screen {
  /** As wide as it is now. */
  readonly columns: () => number;
  readonly write: (text: string) => void;
}

/** Somebody at the terminal. Undefined as an answer: none was given (Ctrl-C, Ctrl-D). */
export interface Person {
  /** What is typed is not shown. */
  readonly unseen: (question: string) => Promise<string | undefined>;
  readonly answer: (question: string) => Promise<string | undefined>;
}

/** The work of a command; resolves with the exit code: 0 good, 1 not, 2 misuse. */
export type Task = (terminal: Terminal) => Promise<number>;

/** Describes a command for the command line; `start` is called with its work when it was asked for. */
export type CommandMaker = (start: (task: Task) => void) => Command;

/** One line for a file that cannot be read or written: what, why, what to do. */
export function fileFault(error: unknown, path: string): string {
  const why: Record<string, string> = {
    ENOENT: `there is no ${path}: name the file, or give it with --log`,
    EISDIR: `${path} is a directory: name a file in it`,
    EACCES: `not allowed to open ${path}: ask as its owner`,
    ENOSPC: `no room on the disk of ${path}: make some`,
  };
  const message = error instanceof Error ? error.message : String(error);
  return `chat-server: ${why[codeOf(error)] ?? message}`;
}

/** 1,234,567 */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** 1 message, 1,234 messages */
export function counted(count: number, thing: string): string {
  return `${grouped(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** Whether it failed because a server has the log. */
export function isInUse(error: unknown): boolean {
  return error instanceof LogError && error.code === 'log-in-use';
}

/** What a command says of the log that it has opened for itself. */
export function tellOfLog(event: LogEvent, { say }: Terminal): void {
  if (event.type === 'torn-line')
    say(`the log's last line was torn: it is in ${event.movedTo} now`);
}
