// `chat-client stop`: ends the person's own server in good order.
import { Command } from 'commander';
import type { CommandMaker } from './command.ts';

const examples = `
It is the server that chat-client started, at its socket in your runtime folder
(chat-client where). One at port 7000 was started by chat-server, and ends there.
Those who are in it stay where they are, and are back when it is started again.

Ends with 0: it has stopped, or there was none; 1: it could not be stopped.

Examples:
  chat-client stop                  before an upgrade
  chat-client stop && chat-client   a new one`;

export const stopCommand: CommandMaker = (start) =>
  new Command('stop')
    .description('Ends your own server on this machine in good order.')
    .addHelpText('after', examples)
    .action(() =>
      start(async (terminal) => {
        const { stopServer } = await import('../stop-server.ts');
        return stopServer(terminal);
      }),
    );
