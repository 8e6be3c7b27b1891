// `chat-server config`: each setting of a server that is started here, and where it comes from.
import type { Command } from 'commander';
import { configCommand } from '../../command-line/config-command.ts';
import type { Layered } from '../../command-line/layered.ts';
import type { Task } from './command.ts';

export function serverConfigCommand(layered: Layered, start: (task: Task) => void): Command {
  return configCommand({
    program: 'chat-server',
    table: 'server',
    layered,
    start: (work) =>
      start(async ({ out, say, isRead }) => {
        const printed = await work(isRead);
        out.print(printed.out);
        await out.flush();
        for (const line of printed.talk) say(line);
        return printed.code;
      }),
  });
}
