// `chat-server export`: the messages of a log on standard output, as its lines or as the wire has them.
import { Command, InvalidArgumentError } from 'commander';
import { logOption } from '../../command-line/option.ts';
import { isRefusal } from '../../protocol/errors.ts';
import type { Entry } from '../../protocol/messages.ts';
import { checkRoomName } from '../../protocol/names.ts';
import type { Since } from '../core/since.ts';
import { findLogParts } from '../log/log-parts.ts';
import { LogReader } from '../log/log-reader.ts';
import { ownCopy } from '../log/own-copy.ts';
import { type CommandMaker, counted, fileFault, type Terminal } from './command.ts';
import { isSince, sinceOption } from './since.ts';

const examples = `
Oldest first, from the log and from what rotation left beside it
(chat_messages.txt.1 and so on, not compressed). Direct and private rooms are in
it: who can read the log can read them. Lines that are no messages are left out
and counted. Ends with 0, with 1 where the log cannot be read, with 2 after a
wrong option.

Examples:
  chat-server export --room general --since 1h  what was said in the last hour
  chat-server export --json | jq -r .sender     the objects of the wire
  chat-server export --json --since 2026-11-20  from midnight on, in UTC
  chat-server export --json --since 4711        what came after this seq
  chat-server export --json > messages.jsonl    for chat-server import`;

interface Flags {
  readonly log: string;
  readonly json: boolean;
  readonly room?: string;
  readonly since?: Since;
}

export const exportCommand: CommandMaker = (start) =>
  new Command('export')
    .description('Prints the messages of a log, oldest first.')
    .addOption(logOption())
    .option('--json', 'as JSON, one message a line, instead of the lines of the log')
    .option('--room <name>', 'only this room: general, @alice+bob', roomName)
    .option(
      '--since <when>',
      'only after a seq, from a time on, or the last 90m, 1h, 7d',
      sinceOption,
    )
    .addHelpText('after', examples)
    .action((flags: Flags) => start((terminal) => exportLog(flags, terminal)));

function roomName(text: string): string {
  const name = checkRoomName(text);
  if (isRefusal(name)) throw new InvalidArgumentError(name.message);
  return name;
}

async function exportLog(flags: Flags, terminal: Terminal): Promise<number> {
  try {
    const reader = new LogReader(await findLogParts(flags.log));
    await printAll(reader, flags, terminal);
    if (reader.wrong > 0)
      terminal.say(`left out ${counted(reader.wrong, 'line')} of no messages: see verify`);
    return 0;
  } catch (error) {
    terminal.say(fileFault(error, flags.log));
    return 1;
  }
}

async function printAll(reader: LogReader, flags: Flags, terminal: Terminal): Promise<void> {
  const { out, clock } = terminal;
  const isWanted = flags.since && isSince(flags.since, clock());
  const prevOf = prevs();
  for await (const block of reader.blocks()) {
    for (const { entry, line } of block) {
      const prev = prevOf(entry);
      if (flags.room !== undefined && entry.room !== flags.room) continue;
      if (isWanted?.(entry) === false) continue;
      out.print(flags.json ? jsonLine(entry, prev) : `${line}\n`);
      // Not for each line: to await takes longer than to print.
      if (out.isFull) await out.flush();
    }
    if (out.isClosed) return;
  }
  await out.flush();
}

/** To be asked for every message of the log, also for those that are not printed. */
function prevs(): (entry: Entry) => number {
  const lasts = new Map<string, number>();
  return ({ room, seq }) => {
    const prev = lasts.get(room);
    lasts.set(prev === undefined ? ownCopy(room) : room, seq);
    return prev ?? 0;
  };
}

function jsonLine(entry: Entry, prev: number): string {
  const { room, seq, kind, sender, content, timestamp, id, target, between } = entry;
  const message = { room, seq, prev, kind, sender, content, timestamp, id, target, between };
  return `${JSON.stringify({ type: 'message', ...message })}\n`;
}
