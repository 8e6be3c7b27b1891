// `chat-client completion`: for the shells of people who chat, under both names of the program.
import { completionCommand } from '../../command-line/completion/command.ts';
import { exitCodes } from '../exit-codes.ts';
import type { CommandMaker } from './command.ts';

export const clientCompletion: CommandMaker = (start) =>
  completionCommand(['chat-client', 'partyline'], (text) =>
    start(async ({ stdout }) => {
      await new Promise((resolve) => stdout.write(text(), resolve));
      return exitCodes.done;
    }),
  );
