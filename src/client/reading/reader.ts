// A chat for commands that read: come in as the command line says, printed no faster than it is read, ended with a code.
import { once } from 'node:events';
import type { Chat as Talk } from '../../sdk/chat/chat.ts';
import { ChatError } from '../../sdk/chat/chat-error.ts';
import { openChat } from '../../sdk/chat/open-chat.ts';
import type { Message } from '../../sdk/state.ts';
import type { Chat } from '../commands/chat-task.ts';
import { say, type Terminal } from '../commands/command.ts';
import { exitCodes } from '../exit-codes.ts';
import { lineOf, safeJson } from '../printed.ts';
import { membersOnly } from '../sending/courier.ts';
import { type Entrance, entrance } from '../sending/entrance.ts';

export interface Reader {
  readonly talk: Talk;
  readonly signal: AbortSignal;
  /** Whoever read the output has enough: it ends, and is done. */
  readonly leave: () => void;
  /** Waits while whoever reads the output is behind. */
  readonly print: (line: string) => Promise<void>;
  readonly printMessage: (message: Message) => Promise<void>;
}

/** @returns the exit code */
export async function reading(
  chat: Chat,
  terminal: Terminal,
  isJson: boolean,
  read: (reader: Reader) => Promise<void>,
): Promise<number> {
  const interruption = terminal.interruption('reader too');
  const { signal } = interruption;
  const leave = (): void => interruption.abort(exitCodes.done);
  const way = await entrance(chat, terminal);
  if (typeof way === 'string') {
    say(terminal, way);
    return exitCodes.unavailable;
  }
  const { stdout } = terminal;
  let hasPrinted = false;
  const print = async (line: string): Promise<void> => {
    hasPrinted = true;
    if (stdout.write(`${line}\n`)) return;
    // Rejects where the signal ends the waiting: what reads sees that by itself.
    await once(stdout, 'drain', { signal }).catch(() => {});
  };
  const printMessage = (message: Message) =>
    print(isJson ? safeJson(JSON.stringify(message)) : lineOf(message));
  let talk: Talk | undefined;
  try {
    talk = await comeIn(way, signal);
    await read({ talk, signal, leave, print, printMessage });
    if (signal.aborted) return Number(signal.reason);
    // A person is told; to a program nothing is an answer.
    if (!hasPrinted && stdout.isTTY === true) say(terminal, 'there is nothing to print');
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    if (signal.aborted) return Number(signal.reason);
    say(terminal, error.code === 'auth-required' ? membersOnly : error.message);
    return codeOf(error);
  } finally {
    await talk?.close({ drainMs: 0 });
  }
}

function comeIn({ options, account }: Entrance, signal: AbortSignal): Promise<Talk> {
  const { transport, clock, random, kept, another = false, account: given } = options;
  const name = given?.name ?? options.name;
  return openChat(
    { transport, clock, random, another },
    {
      ...(name === undefined ? {} : { name }),
      ...(given === undefined ? {} : { password: given.password }),
      ...(options.client === undefined ? {} : { client: options.client }),
      keep: { load: () => kept, save: async (now) => account.see(now) },
      signal,
    },
  );
}

function codeOf({ code, isRetryable }: ChatError): number {
  if (code === 'no-server') return exitCodes.unavailable;
  if (code === 'log-changed') return exitCodes.failed;
  return isRetryable ? exitCodes.tryAgain : exitCodes.refused;
}
