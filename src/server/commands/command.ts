// What a command of chat-server beside serving is: it is asked for on the command line, does its work, and ends.
import type { Command } from 'commander';
import { codeOf } from '../log/log.ts';
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
