// `chat-client config`: each option and preference, and where it comes from.
import type { Command } from 'commander';
import { configCommand } from '../../command-line/config-command.ts';
import type { Layered } from '../../command-line/layered.ts';
import type { Task } from './command.ts';

export function clientConfigCommand(layered: Layered, start: (task: Task) => void): Command {
  return configCommand({
    program: 'chat-client',
    table: 'client',
    layered,
    more: async (config) => {
      const { screenSettings } = await import('../screen-settings.ts');
      return screenSettings(config, layered.around);
    },
    start: (work) =>
      start(async ({ stdout, stderr }) => {
        const { out, talk, code } = await work(stdout.isTTY === true);
        await new Promise<void>((resolve) => stdout.write(out, () => resolve()));
        for (const line of talk) stderr.write(`chat-client: ${line}\n`);
        return code;
      }),
  });
}
