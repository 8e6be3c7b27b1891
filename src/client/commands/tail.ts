// `tail`: what was said last in rooms, and with -f what is said from then on.
import { Command, Option } from 'commander';
import { whole } from '../../command-line/option.ts';
import type { Since } from '../../protocol/index.ts';
import { addPersonOptions, type PersonFlags } from '../person-options.ts';
import { noRoom, placeOption, roomsOf } from '../reading/places.ts';
import { addServerOptions, type ServerFlags } from '../server-address.ts';
import { chatTask } from './chat-task.ts';
import type { CommandMaker } from './command.ts';

const examples = `
Examples:
  chat-client tail -r ops                     the last ten messages
  chat-client tail -r ops -r dev -f           and all that follow, of two rooms
  chat-client tail -r ops --since 1h          what was said in the last hour
  chat-client tail -r ops -f -n 0 --json | jq -r .content

Lines are as in the log, up to the tab. With -f a lost connection is made again,
and nothing is missed or printed twice. Ends with the reader of its output.`;

interface Flags extends ServerFlags, PersonFlags {
  readonly room: readonly string[];
  readonly follow?: boolean;
  readonly since?: Since;
  readonly lines: number;
  readonly json?: boolean;
}

export const tailCommand: CommandMaker = (start) => {
  const command = new Command('tail')
    .description('Prints what was said last in a room, and with -f what is said from then on.')
    .addOption(roomsOf())
    .addOption(new Option('-f, --follow', 'go on with what is said'))
    .addOption(
      new Option('-n, --lines <number>', 'so many messages')
        .default(10)
        .argParser(whole(0, 10_000)),
    )
    .addOption(
      new Option('--since <when>', 'after that seq, from that time on, or from so long ago: 1h')
        .argParser(placeOption)
        .conflicts('lines'),
    )
    .addOption(new Option('--json', "the wire's objects, a line each"));
  addServerOptions(addPersonOptions(command)).addHelpText('after', examples);
  return command.action((flags: Flags) => {
    start(
      chatTask(flags, async (chat, terminal) => {
        if (flags.room.length === 0) return noRoom;
        const { tail } = await import('../reading/tail.ts');
        return tail(
          {
            rooms: [...new Set(flags.room)],
            isFollowing: flags.follow === true,
            since: flags.since,
            count: flags.lines,
            isJson: flags.json === true,
          },
          chat,
          terminal,
        );
      }),
    );
  });
};
