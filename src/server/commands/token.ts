// `chat-server token`: what lets other programs post to rooms, by webhooks.
import { Command, InvalidArgumentError, Option } from 'commander';
import { logOption, something } from '../../command-line/option.ts';
import {
  checkRoomName,
  checkUserName,
  isDirectRoom,
  isRefusal,
  showRoom,
} from '../../protocol/index.ts';
import { hookLimits } from '../hooks/limits.ts';
import type { HookToken } from '../hooks/token-rows.ts';
import { asLines, inColumns } from './account-list.ts';
import type { CommandMaker, Task } from './command.ts';
import { accountNameFault, type HookWork, withHooks } from './hook-store.ts';
import { shortTime, timeSpan } from './time-span.ts';

const examples = `
Whoever has a token posts to http://HOST:7000/hooks/ROOM, under the token's
name, which nobody else can take. "add" prints the token on standard output,
once: what is kept of it is a hash. All of these work while a server runs.
docs/webhooks.md has the rest, and how GitHub and Alertmanager are pointed here.
Ends with 0: done, 1: not, 2: misuse.

Examples:
  chat-server token add ci --room ops --room dev   for these two rooms
  chat-server token add deploy --expires 90d       for every open room
  chat-server token add octo --room dev --github   also for GitHub's signature
  chat-server token list
  chat-server token revoke k3f9x2ab7c              at once`;

interface LogFlag {
  readonly log: string;
}

interface AddFlags extends LogFlag {
  readonly room: readonly string[];
  readonly expires?: number;
  readonly github: boolean;
}

type Start = (task: Task) => void;

export const tokenCommand: CommandMaker = (start) => {
  const command = new Command('token')
    .description('Makes, lists and revokes tokens by which other programs post to rooms.')
    .addHelpText('after', examples);
  for (const make of [addCommand, listCommand, revokeCommand])
    command.addCommand(make(start).allowExcessArguments(false));
  return command;
};

function addCommand(start: Start): Command {
  return new Command('add')
    .description('Makes a token, and prints it: once.')
    .argument('<name>', 'under which it posts')
    .addOption(
      new Option('--room <name>', 'a room that it is for; again for more')
        .argParser(oneMoreRoom)
        .default([], 'every open room'),
    )
    .addOption(
      new Option('--expires <time>', 'how long it is good: 12h, 90d').argParser(timeSpan(3660)),
    )
    .option('--github', 'prints a second line: the secret that GitHub signs with')
    .addOption(logOption())
    .addHelpText('after', '\nExample:\n  chat-server token add ci --room ops > ci.token')
    .action((name: string, flags: AddFlags) => start(withHooks(flags.log, true, add(name, flags))));
}

function listCommand(start: Start): Command {
  return new Command('list')
    .description('Lists tokens: id, name, rooms, until when, whether bodies can be signed.')
    .addOption(logOption())
    .action(({ log }: LogFlag) => start(withHooks(log, false, list)));
}

function revokeCommand(start: Start): Command {
  return new Command('revoke')
    .description('Ends a token, by its id in the list.')
    .argument('<id>', '', something)
    .addOption(logOption())
    .action((id: string, { log }: LogFlag) => start(withHooks(log, false, revoke(id))));
}

function oneMoreRoom(text: string, before: readonly string[]): readonly string[] {
  const room = postableRoom(text);
  if (before.length < hookLimits.maxRoomsPerToken) return [...before, room];
  throw new InvalidArgumentError(`Name ${hookLimits.maxRoomsPerToken} rooms at most.`);
}

/** As an argument of a command. */
export function postableRoom(text: string): string {
  const room = checkRoomName(text);
  if (isRefusal(room)) throw new InvalidArgumentError(room.message);
  if (!isDirectRoom(room)) return room;
  throw new InvalidArgumentError('A direct room is for its two people alone.');
}

function add(raw: string, { log, room: rooms, expires, github }: AddFlags): HookWork {
  return async ({ tokens }, { out, say, clock }) => {
    const name = checkUserName(raw);
    const fault = isRefusal(name) ? name : accountNameFault(log, name);
    if (isRefusal(name) || fault) return fail(say, fault?.message ?? '');
    const madeMs = clock();
    const expiresMs = expires === undefined ? undefined : madeMs + expires;
    const made = tokens.add({ name, rooms, madeMs, expiresMs, isSigning: github });
    if (isRefusal(made)) return fail(say, made.message);
    out.print(asLines([made.token, ...(made.signing === undefined ? [] : [made.signing])]));
    await out.flush();
    const until = expiresMs === undefined ? '' : ` until ${shortTime(expiresMs)}`;
    say(`${name} may post to ${roomsOf(rooms)}${until}; its id is ${made.id}`);
    if (github)
      say(`the second line is GitHub's secret; its address is /hooks/ROOM?token=${made.id}`);
    return 0;
  };
}

const list: HookWork = async ({ tokens }, { out, isRead, clock }) => {
  const rows = tokens.all().map((token) => rowOf(token, isRead, clock()));
  const heads = ['id', 'name', 'rooms', 'until', 'signs'];
  out.print(asLines(isRead ? inColumns([heads, ...rows]) : rows.map((row) => row.join('\t'))));
  await out.flush();
  return 0;
};

function rowOf(token: HookToken, isRead: boolean, nowMs: number): string[] {
  const { id, name, rooms, expiresMs, signing } = token;
  return [id, name, roomsOf(rooms), untilOf(expiresMs, isRead, nowMs), signing ? 'yes' : 'no'];
}

function untilOf(ms: number | undefined, isRead: boolean, nowMs: number): string {
  if (ms === undefined) return 'until revoked';
  if (ms <= nowMs) return 'expired';
  return isRead ? shortTime(ms) : new Date(ms).toISOString();
}

function roomsOf(rooms: readonly string[]): string {
  return rooms.length === 0 ? 'every open room' : rooms.map(showRoom).join(',');
}

function revoke(id: string): HookWork {
  return ({ tokens }, { say }) => {
    const name = tokens.revoke(id);
    if (name === undefined)
      return fail(say, `there is no token ${JSON.stringify(id)}: chat-server token list`);
    say(`${name} posts no more`);
    return 0;
  };
}

function fail(say: (line: string) => void, why: string): number {
  say(`chat-server: ${why}`);
  return 1;
}
