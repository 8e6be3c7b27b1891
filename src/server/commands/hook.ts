// `chat-server hook`: where the messages of a room are handed on to, by webhooks.
import { Command, InvalidArgumentError, Option } from 'commander';
import { logOption, something } from '../../command-line/option.ts';
import { isRefusal, showRoom } from '../../protocol/index.ts';
import type { Hook } from '../hooks/hook-rows.ts';
import { whyOf } from '../hooks/out/handing-on.ts';
import { requestSender } from '../hooks/out/send-request.ts';
import { isSigningSecret, newSigningSecret, signed } from '../hooks/out/standard-webhooks.ts';
import { asLines, inColumns } from './account-list.ts';
import type { CommandMaker, Task, Terminal } from './command.ts';
import { lastSeqOf, waitingFor } from './hook-places.ts';
import { type HookWork, withHooks } from './hook-store.ts';
import { secretFrom } from './password-source.ts';
import { shortTime, timeSpan } from './time-span.ts';
import { postableRoom } from './token.ts';

const examples = `
A running server posts each message of the room to the address: in order, one at
a time, signed as Standard Webhooks says, again and again until it is answered
with a status from 200 to 299. A hook that failed for as long as --give-up says,
or was answered with 410, is dead: it keeps its place, and "resume" goes on.
All of these work while a server runs, which acts on them within a second or
two. "add" prints the secret on standard output, once; docs/webhooks.md says how
a receiver checks the signature.
Ends with 0: done, 1: not (of "list": a hook is dead), 2: misuse.

Examples:
  chat-server hook add ops https://example.org/in        from now on
  chat-server hook add ops http://localhost:8080 --from start
  chat-server hook list                                  how each fares
  chat-server hook test h7k2m9qa                         posts one test to it
  chat-server hook resume h7k2m9qa --from now            without what it missed
  chat-server hook remove h7k2m9qa`;

/** As a URL has it. */
const ownMachine = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;
const giveUpMs = 3 * 86_400_000;

/** After a seq, or from what is said now. */
type From = number | 'now';

interface LogFlag {
  readonly log: string;
}

interface AddFlags extends LogFlag {
  readonly secretFile?: string;
  readonly giveUp: number;
  readonly from: From;
}

interface ResumeFlags extends LogFlag {
  readonly from?: From;
}

type Start = (task: Task) => void;

export const hookCommand: CommandMaker = (start) => {
  const command = new Command('hook')
    .description('Hands the messages of rooms on to other programs, by webhooks.')
    .addHelpText('after', examples);
  for (const make of [addCommand, listCommand, removeCommand, resumeCommand, testCommand])
    command.addCommand(make(start).allowExcessArguments(false));
  return command;
};

function addCommand(start: Start): Command {
  return new Command('add')
    .description('Hands the messages of a room on to an address; prints the secret: once.')
    .argument('<room>', 'whose messages', postableRoom)
    .argument('<url>', 'where to', urlOf)
    .option('--secret-file <file>', 'the secret is its only line: whsec_…; - is standard input')
    .addOption(
      new Option('--give-up <time>', 'how long it may fail: 12h, 3d')
        .argParser(timeSpan(366))
        .default(giveUpMs, '3d'),
    )
    .addOption(fromOption().default('now'))
    .addOption(logOption())
    .addHelpText('after', '\nExample:\n  chat-server hook add ops https://example.org/in')
    .action((room: string, url: string, flags: AddFlags) =>
      start(withHooks(flags.log, true, add(room, url, flags))),
    );
}

function listCommand(start: Start): Command {
  return new Command('list')
    .description('Lists hooks: id, room, state, position, waiting, address, last error.')
    .addOption(logOption())
    .action(({ log }: LogFlag) => start(withHooks(log, false, list(log))));
}

function removeCommand(start: Start): Command {
  return new Command('remove')
    .description('Ends a hook, by its id in the list.')
    .argument('<id>', '', something)
    .addOption(logOption())
    .action((id: string, { log }: LogFlag) => start(withHooks(log, false, remove(id))));
}

function resumeCommand(start: Start): Command {
  return new Command('resume')
    .description('Goes on with a hook that was given up, or from another place.')
    .argument('<id>', '', something)
    .addOption(fromOption())
    .addOption(logOption())
    .addHelpText('after', '\nExample:\n  chat-server hook resume h7k2m9qa --from 4711')
    .action((id: string, flags: ResumeFlags) =>
      start(withHooks(flags.log, false, resume(id, flags))),
    );
}

function testCommand(start: Start): Command {
  return new Command('test')
    .description('Posts one object of type "test" to a hook, and tells how it was answered.')
    .argument('<id>', '', something)
    .addOption(logOption())
    .action((id: string, { log }: LogFlag) => start(withHooks(log, false, test(id))));
}

function fromOption(): Option {
  return new Option('--from <place>', 'now, start, or after a seq').argParser((text) => {
    if (text === 'now') return text;
    if (text === 'start') return 0;
    if (/^\d{1,15}$/.test(text)) return Number(text);
    throw new InvalidArgumentError('Give now, start, or a seq.');
  });
}

/** Whatever is in it is shown by `hook list`, so there is no password in it. */
function urlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new InvalidArgumentError('Give an address that begins with https:// or http://.');
  if (url.username !== '' || url.password !== '')
    throw new InvalidArgumentError('Leave the password out: the receiver checks the signature.');
  url.hash = '';
  return url.href;
}

function add(room: string, url: string, { log, secretFile, giveUp, from }: AddFlags): HookWork {
  return async ({ hooks }, terminal) => {
    const { out, say, clock } = terminal;
    const given = secretFile === undefined ? undefined : await givenSecret(secretFile, terminal);
    if (given && 'fault' in given) return fail(terminal, given.fault);
    const secret = given?.secret ?? newSigningSecret();
    const position = await placeOf(from, log);
    const id = hooks.add({ room, url, secret, position, madeMs: clock(), giveUpMs: giveUp });
    if (isRefusal(id)) return fail(terminal, id.message);
    if (!given) out.print(`${secret}\n`);
    await out.flush();
    say(`what is said in ${showRoom(room)} goes to ${url}; its id is ${id}`);
    const { protocol, hostname } = new URL(url);
    if (protocol === 'http:' && !ownMachine.test(hostname))
      say('without https, everybody on the way can read it');
    return 0;
  };
}

async function placeOf(from: From, log: string): Promise<number> {
  return from === 'now' ? lastSeqOf(log) : from;
}

async function givenSecret(file: string, terminal: Terminal) {
  const line = await secretFrom(file, 'secret', terminal);
  if ('fault' in line) return line;
  if (isSigningSecret(line.password)) return { secret: line.password };
  return { fault: 'a secret is whsec_ and 24 to 64 bytes in base64' };
}

function list(log: string): HookWork {
  return async ({ hooks }, { out, isRead, say }) => {
    const all = hooks.all();
    const waiting = await waitingFor(log, all).catch(() => undefined);
    if (!waiting) say(`${log} cannot be read: what waits is not counted`);
    const rows = all.map((hook) => [
      ...[hook.id, showRoom(hook.room), stateOf(hook, isRead), String(hook.position)],
      ...[waiting ? String(waiting.get(hook.id) ?? 0) : '?', hook.url, hook.lastError || '-'],
    ]);
    const heads = ['id', 'room', 'state', 'position', 'waiting', 'address', 'last error'];
    out.print(asLines(isRead ? inColumns([heads, ...rows]) : rows.map((row) => row.join('\t'))));
    await out.flush();
    return all.some(({ isDead }) => isDead) ? 1 : 0;
  };
}

function stateOf({ isDead, failingSinceMs }: Hook, isRead: boolean): string {
  if (failingSinceMs === undefined) return isDead ? 'dead' : 'working';
  const since = isRead ? shortTime(failingSinceMs) : new Date(failingSinceMs).toISOString();
  return `${isDead ? 'dead' : 'failing'} since ${since}`;
}

function remove(id: string): HookWork {
  return ({ hooks }, terminal) => {
    if (!hooks.remove(id)) return fail(terminal, noHook(id));
    terminal.say(`${id} gets nothing any more`);
    return 0;
  };
}

function resume(id: string, { log, from }: ResumeFlags): HookWork {
  return async ({ hooks }, terminal) => {
    const hook = hooks.find(id);
    if (!hook) return fail(terminal, noHook(id));
    const position = await placeOf(from ?? hook.position, log);
    hooks.resume(id, position);
    terminal.say(`${id} goes on after ${position}`);
    return 0;
  };
}

function test(id: string): HookWork {
  return async ({ hooks }, terminal) => {
    const hook = hooks.find(id);
    if (!hook) return fail(terminal, noHook(id));
    const nowMs = terminal.clock();
    const timestamp = new Date(nowMs).toISOString();
    const body = JSON.stringify({ type: 'test', room: hook.room, timestamp });
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      ...signed(hook.secret, `${id}-test-${nowMs}`, nowMs, body),
    };
    const { signal } = new AbortController();
    const answered = await requestSender()({ url: hook.url, headers, body, signal });
    const isTaken = 'status' in answered && answered.status >= 200 && answered.status < 300;
    const how = 'status' in answered ? 'answered' : 'did not answer';
    terminal.say(`${isTaken ? '' : 'chat-server: '}${hook.url} ${how}: ${whyOf(answered)}`);
    return isTaken ? 0 : 1;
  };
}

function noHook(id: string): string {
  return `there is no hook ${JSON.stringify(id)}: chat-server hook list`;
}

function fail({ say }: Terminal, why: string): number {
  say(`chat-server: ${why}`);
  return 1;
}
