// `chat-client web`: opens the page of this machine's server in a browser.
import { Command } from 'commander';
import { mayStartBy, type StartFlags, startOption } from '../start-option.ts';
import type { CommandMaker } from './command.ts';

const examples = `
Finds the server as chat-client does, and starts one where there is none. The
page of your own server wants a key, which is in the address that is printed:
whoever has it is let in. The browser keeps it, at an address that stays.

A browser is opened where there is a display, or BROWSER names one.

Ends with 0; 1: there is no page; 69: there is no server.

Examples:
  chat-client web             the page, in your browser
  chat-client web --no-open   its address alone, to open elsewhere`;

interface Flags extends StartFlags {
  readonly open: boolean;
}

export const webCommand: CommandMaker = (start) =>
  new Command('web')
    .description("Opens the page of this machine's server in a browser.")
    .option('--no-open', 'print its address, and open nothing')
    .addOption(startOption())
    .addHelpText('after', examples)
    .action((flags: Flags) =>
      start(async (terminal) => {
        const { openWeb } = await import('../open-web.ts');
        const mayStart = mayStartBy(flags);
        return openWeb(terminal, { mayStart, isOpening: flags.open });
      }),
    );
