// `chat-client where`: every path and address in use on this machine.
import { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { addServerOptions, type ServerFlags, serverOf } from '../server-address.ts';
import { type CommandMaker, say } from './command.ts';

const examples = `
Looks for the server as chat-client does, and starts none. The key of the page
is left out: chat-client web prints the whole address.

Examples:
  chat-client where                            as lines
  tail -f "$(chat-client where --json | jq -r .log)"  what is said, as it is said`;

interface Flags extends ServerFlags {
  readonly json: boolean;
}

export const whereCommand: CommandMaker = (start) =>
  addServerOptions(new Command('where'))
    .description('Prints every path and address in use: server, page, log, folders.')
    .option('--json', 'as one JSON object')
    .addHelpText('after', examples)
    .action((flags: Flags) =>
      start(async (terminal) => {
        const server = serverOf(flags);
        if (typeof server === 'string') {
          say(terminal, server);
          return exitCodes.misuse;
        }
        const { tellWhere } = await import('../tell-where.ts');
        return tellWhere(terminal, server, flags.json);
      }),
    );
