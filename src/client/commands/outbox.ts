// `outbox`: what `send --queue` has kept on disk: listed, sent, dropped.
import { Command, Option } from 'commander';
import { addPersonOptions, type PersonFlags } from '../person-options.ts';
import { addServerOptions, type ServerFlags } from '../server-address.ts';
import { chatTask } from './chat-task.ts';
import type { CommandMaker } from './command.ts';

const examples = `
Examples:
  chat-client outbox                         what waits, and what was refused
  chat-client outbox --flush                 send it now
  chat-client outbox --drop backup-17        one of them never
  chat-client outbox --json | jq -r .content

There is one for each --name at each --server: give those that you sent with.`;

interface Flags extends ServerFlags, PersonFlags {
  readonly flush?: boolean;
  readonly drop?: string;
  readonly json?: boolean;
}

export const outboxCommand: CommandMaker = (start) => {
  const command = new Command('outbox')
    .description('Lists what waits to be sent, sends it, or drops it.')
    .addOption(new Option('--flush', 'send what waits, in order'))
    .addOption(new Option('--drop <id>', 'take that one out').conflicts('flush'))
    .addOption(new Option('--json', 'an object for each, a line each'));
  return addServerOptions(addPersonOptions(command))
    .addHelpText('after', examples)
    .action((flags: Flags) => {
      start(
        chatTask(flags, async (chat, terminal) => {
          const { dropOne, flushOutbox, listOutbox } = await import('../sending/outbox.ts');
          if (flags.flush) return flushOutbox(chat, terminal);
          if (flags.drop !== undefined) return dropOne(flags.drop, chat, terminal);
          return listOutbox(chat, terminal, flags.json === true);
        }),
      );
    });
};
