// `rooms` and `users`: which rooms there are, and who is in one.
import { Command, Option } from 'commander';
import { addPersonOptions, type PersonFlags } from '../person-options.ts';
import { roomOf } from '../reading/places.ts';
import { addServerOptions, type ServerFlags } from '../server-address.ts';
import { chatTask } from './chat-task.ts';
import type { CommandMaker } from './command.ts';

/** Where everybody is at first. */
const defaultRoom = 'general';

interface Flags extends ServerFlags, PersonFlags {
  readonly json?: boolean;
}

const roomExamples = `
Examples:
  chat-client rooms                          in columns: name, people, topic
  chat-client rooms | cut -f 1               in a pipe they stand apart by tabs
  chat-client rooms --json | jq -r 'select(.count > 0).name'`;

const userExamples = `
Examples:
  chat-client users -r ops                   in columns: name, status, role, bot
  chat-client users -r ops | grep -c online
  chat-client users -r ops --json | jq -r .name

There is no list of everybody on the server, only of those in a room: ask for
each room that chat-client rooms lists. To be told who is there the command
goes into the room, as a program and without a line on the screens of others.
It leaves itself out; if you are there in a client as well, you are listed.`;

export const roomsCommand: CommandMaker = (start) => {
  const command = new Command('rooms')
    .description('Lists the rooms that you can join.')
    .argument('[prefix]', 'only those whose names begin so')
    .addOption(new Option('--json', 'an object for each, a line each'));
  return addServerOptions(addPersonOptions(command))
    .addHelpText('after', roomExamples)
    .action((prefix: string | undefined, flags: Flags) => {
      start(
        chatTask(flags, async (chat, terminal) => {
          const { rooms } = await import('../reading/listings.ts');
          return rooms({ prefix, isJson: flags.json === true }, chat, terminal);
        }),
      );
    });
};

export const usersCommand: CommandMaker = (start) => {
  const command = new Command('users')
    .description('Lists who is in a room: #general unless told.')
    .argument('[prefix]', 'only those whose names begin so')
    .addOption(roomOf('the room').default(undefined, defaultRoom))
    .addOption(new Option('--json', 'an object for each, a line each'));
  return addServerOptions(addPersonOptions(command))
    .addHelpText('after', userExamples)
    .action((prefix: string | undefined, flags: Flags & { readonly room?: string }) => {
      start(
        chatTask(flags, async (chat, terminal) => {
          const { users } = await import('../reading/listings.ts');
          const { room = defaultRoom, json = false } = flags;
          return users({ prefix, room, isJson: json }, chat, terminal);
        }),
      );
    });
};
