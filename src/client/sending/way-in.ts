// How a command comes in: as whom, with what is kept of their account, and whose files are theirs.
import { userInfo } from 'node:os';
import { checkUserName, foldName, isRefusal } from '../../protocol/index.ts';
import type { ClientOptions } from '../../sdk/client.ts';
import { type Environment, say, type Terminal } from '../commands/command.ts';
import { clientOptions, entryFor } from '../entry.ts';
import type { KeptAccount } from '../kept-account.ts';
import { outboxPath } from '../own-folders.ts';
import type { Who } from '../person-options.ts';
import type { Server } from '../server-address.ts';

export interface WayIn {
  readonly options: ClientOptions;
  readonly account: KeptAccount;
  /** Whose files: the name that was said, or the account that was used last; empty: nobody's in particular. */
  readonly person: string;
  /** The account's session is that of another program which runs: this one gets its own beside it. */
  readonly isBeside: boolean;
}

/** @param server undefined: nobody said which */
export async function wayIn(
  who: Who,
  server: Server | undefined,
  terminal: Terminal,
): Promise<WayIn> {
  const told = (text: string) => say(terminal, text);
  const given = { ...who, server, room: 'general', isRoomGiven: true, isJson: false };
  const options = clientOptions(given, terminal.version, told);
  const { start, account } = await entryFor(who, options.transport);
  const said = ('name' in start ? start.name : undefined) ?? who.name;
  const name = said ?? loginName();
  return {
    options: { ...options, ...(name === undefined ? {} : { name }), ...start },
    account,
    person: foldName(said ?? ''),
    isBeside: 'another' in start,
  };
}

/** Who says what cron brings: the one whose it is. */
function loginName(): string | undefined {
  try {
    const name = checkUserName(userInfo().username);
    return isRefusal(name) ? undefined : name;
  } catch {
    // Some who run in containers have none.
    return undefined;
  }
}

/** What the person has to say at that server, on disk. */
export function outboxOf({ options, person }: WayIn, env: Environment): string {
  return outboxPath(env, options.transport.address, person);
}
