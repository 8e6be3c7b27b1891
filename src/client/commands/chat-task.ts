// What the commands that go to a server have in common: which server, as whom, and what is wrong with that.
import { exitCodes } from '../exit-codes.ts';
import { type PersonFlags, type Who, whoOf } from '../person-options.ts';
import { type Server, type ServerFlags, serverOf } from '../server-address.ts';
import { say, type Task, type Terminal } from './command.ts';

/** Where to go, and as whom. */
export interface Chat {
  readonly who: Who;
  /** Undefined: nobody said which. */
  readonly server: Server | undefined;
}

/** @param run returns the exit code, or a sentence: what of the command line can't be meant */
export function chatTask(
  flags: ServerFlags & PersonFlags,
  run: (chat: Chat, terminal: Terminal) => Promise<number | string>,
): Task {
  return async (terminal) => {
    const server = serverOf(flags);
    const who = whoOf(flags);
    if (typeof server === 'string') return misuse(terminal, server);
    if (typeof who === 'string') return misuse(terminal, who);
    const outcome = await run({ who, server }, terminal);
    return typeof outcome === 'string' ? misuse(terminal, outcome) : outcome;
  };
}

function misuse(terminal: Terminal, what: string): number {
  say(terminal, what);
  return exitCodes.misuse;
}
