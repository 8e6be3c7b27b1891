// `history`, `export` and `search`: what was said, as lines or objects, oldest first.
import { Command, Option } from 'commander';
import { whole } from '../../command-line/option.ts';
import { limits, type Since } from '../../protocol/index.ts';
import { addPersonOptions, type PersonFlags } from '../person-options.ts';
import { noRoom, placeOption, roomOf, roomOption } from '../reading/places.ts';
import { addServerOptions, type ServerFlags } from '../server-address.ts';
import { chatTask } from './chat-task.ts';
import type { CommandMaker } from './command.ts';

interface Flags extends ServerFlags, PersonFlags {
  readonly room?: string;
  readonly since?: Since;
  readonly before?: Since;
  readonly limit?: number;
  readonly json?: boolean;
}

const maxFound = 10_000;

const historyExamples = `
Examples:
  chat-client history -r ops                 the newest 50
  chat-client history -r ops --since 2026-11-20 --before 2026-11-21
  chat-client history -r ops --since 1234 --limit 100 --json

A time is UTC, as in the log, unless it says otherwise: 2026-11-20T12:00+01:00.`;

const exportExamples = `
Examples:
  chat-client export -r ops > ops.txt
  chat-client export -r ops --json > ops.jsonl
  seq=$(tail -n 1 ops.jsonl | jq .seq)       later, go on where that ended
  chat-client export -r ops --json --since "$seq" >> ops.jsonl`;

const searchExamples = `
Examples:
  chat-client search 'disk full'
  chat-client search -r ops '"no space left" from:backup after:2026-11-01'
  chat-client search 'deploy*' --json | jq -r .timestamp`;

export const historyCommand: CommandMaker = (start) => {
  const command = new Command('history')
    .description('Prints what was said in a room, oldest first.')
    .addOption(roomOf())
    .addOption(sinceOf())
    .addOption(
      new Option('--before <when>', 'what was said before that seq or time').argParser(placeOption),
    )
    .addOption(
      new Option('--limit <number>', 'at most so many: the first since, else the newest').argParser(
        whole(1, Number.MAX_SAFE_INTEGER),
      ),
    )
    .addOption(jsonOption());
  return withServer(command, historyExamples).action((flags: Flags) => {
    start(
      chatTask(flags, async (chat, terminal) => {
        const { room, since, before } = flags;
        if (room === undefined) return noRoom;
        const { history } = await import('../reading/history.ts');
        const limit = flags.limit ?? (flags.since ? undefined : limits.defaultPage);
        return history({ room, since, before, limit, isJson: flags.json === true }, chat, terminal);
      }),
    );
  });
};

export const exportCommand: CommandMaker = (start) => {
  const command = new Command('export')
    .description('Prints all that was said in a room, oldest first.')
    .addOption(roomOf())
    .addOption(sinceOf())
    .addOption(jsonOption());
  return withServer(command, exportExamples).action((flags: Flags) => {
    start(
      chatTask(flags, async (chat, terminal) => {
        const { room } = flags;
        if (room === undefined) return noRoom;
        const { history } = await import('../reading/history.ts');
        const all = { since: flags.since ?? { after: 0 }, before: undefined, limit: undefined };
        const isJson = flags.json === true;
        return history({ room, ...all, isJson }, chat, terminal);
      }),
    );
  });
};

export const searchCommand: CommandMaker = (start) => {
  const command = new Command('search')
    .description('Finds messages, and prints them oldest first.')
    .argument('<query...>', 'words, "phrases", prefix*, from:, in:, before:, after:')
    .addOption(
      new Option('-r, --room <room>', 'in that room alone (default: all of yours)').argParser(
        roomOption,
      ),
    )
    .addOption(
      new Option('--limit <number>', 'at most so many, the newest')
        .default(limits.defaultPage)
        .argParser(whole(1, maxFound)),
    )
    .addOption(jsonOption());
  return withServer(command, searchExamples).action(
    (words: string[], flags: Flags & { readonly limit: number }) => {
      start(
        chatTask(flags, async (chat, terminal) => {
          const { search } = await import('../reading/history.ts');
          const { room, limit, json = false } = flags;
          return search({ query: words.join(' '), room, limit, isJson: json }, chat, terminal);
        }),
      );
    },
  );
};

function sinceOf(): Option {
  const about = 'after that seq, from that time on, or from so long ago: 1h';
  return new Option('--since <when>', about).argParser(placeOption);
}

function jsonOption(): Option {
  return new Option('--json', "the wire's objects, a line each");
}

function withServer(command: Command, examples: string): Command {
  return addServerOptions(addPersonOptions(command)).addHelpText('after', examples);
}
