// What a command of chat-client beside the chat itself is: asked for on the command line, it does its work and ends.
import type { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';
import { safeText } from '../../ui/safe-text.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a command has around it. Data goes to standard output, talk to standard error. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Environment;
  /** Of the package. */
  readonly version: string;
  /**
   * From this call on Ctrl-C and SIGTERM end nothing but abort its signal; the reason is the exit code
   * (130, 143). A second one ends the process at once. `reader too`: so does a reader of the output that
   * has enough (0), where else the process ends at once.
   */
  readonly interruption: (by?: 'reader too') => AbortController;
}

/** The work of a command; resolves with one of `exitCodes`. */
export type Task = (terminal: Terminal) => Promise<number>;

/** Describes a command for the command line; `start` is called with its work when it was asked for. */
export type CommandMaker = (start: (task: Task) => void) => Command;

/** One line of talk, whatever stands in it: it may be a server's words. */
export function say({ stderr }: Pick<Terminal, 'stderr'>, text: string): void {
  stderr.write(`chat-client: ${safeText(text.replace(/\p{Cc}+/gu, ' ').trim())}\n`);
}
