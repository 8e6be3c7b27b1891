// `chat-server completion`: for the shells of people who run a server.
import { completionCommand } from '../../command-line/completion/command.ts';
import type { CommandMaker } from './command.ts';

export const serverCompletion: CommandMaker = (start) =>
  completionCommand(['chat-server'], (text) =>
    start(async ({ out }) => {
      out.print(text());
      await out.flush();
      return 0;
    }),
  );
