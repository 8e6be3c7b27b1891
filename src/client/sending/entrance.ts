// How a command comes in: by which way, as whom, with what is kept of their account.
import { userInfo } from 'node:os';
import { checkUserName, foldName, isRefusal } from '../../protocol/index.ts';
import type { ClientOptions } from '../../sdk/client.ts';
import { ownAddress } from '../../sdk/node/find-server.ts';
import type { Chat } from '../commands/chat-task.ts';
import { type Environment, say, type Terminal } from '../commands/command.ts';
import { clientOptions, entryFor } from '../entry.ts';
import type { KeptAccount } from '../kept-account.ts';
import { outboxPath } from '../own-folders.ts';
import type { Who } from '../person-options.ts';
import type { Server } from '../server-address.ts';
import { transportTo } from '../server-transport.ts';
import { wayIn } from '../way-in.ts';

export interface Entrance {
  readonly options: ClientOptions;
  readonly account: KeptAccount;
  /** The account's session is that of another program which runs: this one gets its own beside it. */
  readonly isBeside: boolean;
}

/** No server is started for a command, and nobody sits at it: it is a program. @returns a sentence where there is none */
export async function entrance(
  { who, server }: Chat,
  terminal: Terminal,
): Promise<Entrance | string> {
  const { env, version } = terminal;
  const told = (text: string) => say(terminal, text);
  const transport = await wayIn({ server, mayStart: false }, env, version, told);
  if (typeof transport === 'string') return transport;
  const { start, account } = await entryFor(who, transport, env);
  process.on('exit', () => account.release());
  const { room: _, ...options } = clientOptions(who, version, transport);
  const name = who.name ?? loginName();
  return {
    options: { ...options, ...(name === undefined ? {} : { name }), ...start, bot: true },
    account,
    isBeside: 'another' in start,
  };
}

/** Who says what cron brings: the one whose it is. */
export function loginName(): string | undefined {
  try {
    const name = checkUserName(userInfo().username);
    return isRefusal(name) ? undefined : name;
  } catch {
    // Some who run in containers have none.
    return undefined;
  }
}

/** What the person has to say at that server, on disk; that of this machine is one, wherever it listens. */
export function outboxOf(
  { name }: Pick<Who, 'name'>,
  server: Server | undefined,
  env: Environment,
): string {
  const address = server ? transportTo(server, env, () => {}).address : ownAddress;
  return outboxPath(env, address, foldName(name ?? ''));
}
