// `chat-server invite`: codes that let somebody make an account where the server asks for one.
import { Command, Option } from 'commander';
import { logOption, optionsFollow, something, whole } from '../../command-line/option.ts';
import { asLines, inColumns } from './account-list.ts';
import { type AccountWork, withAccounts } from './account-store.ts';
import { type CommandMaker, counted } from './command.ts';
import { shortTime, timeSpan } from './time-span.ts';

const examples = `
With --auth invite, a server lets only those register who have a code. This
prints one on standard output, and nothing else: what is kept of it is a hash,
so it is shown once. Works while a server runs.

Examples:
  chat-server invite                      for one account, within a week
  chat-server invite --uses 20 --for 12h  for twenty, today
  chat-server invite list                 which are still good, and for how many
  chat-server invite revoke 3f9a01bc      that one no longer`;

const weekMs = 7 * 86_400_000;
const longestDays = 366;
const maxUses = 10_000;

interface Flags {
  readonly log: string;
  readonly uses: number;
  readonly for: number;
}

export const inviteCommand: CommandMaker = (start) => {
  const command = new Command('invite')
    .description('Makes a code that lets somebody register; also lists and revokes them.')
    .option('--uses <number>', 'accounts that it is good for', whole(1, maxUses), 1)
    .addOption(
      new Option('--for <time>', 'how long it is good: 90m, 12h, 7d, 4w')
        .argParser(timeSpan(longestDays))
        .default(weekMs, '7d'),
    )
    .addOption(logOption())
    .addHelpText('after', examples)
    .enablePositionalOptions()
    .hook('preSubcommand', optionsFollow)
    .action((flags: Flags) => start(withAccounts(flags.log, true, make(flags))));
  command
    .command('list')
    .description('Lists the invitations that are still good.')
    .addOption(logOption())
    .action(({ log }: Flags) => start(withAccounts(log, false, list)));
  command
    .command('revoke')
    .description('Ends an invitation, by its id in the list.')
    .argument('<id>', '', something)
    .addOption(logOption())
    .action((id: string, { log }: Flags) => start(withAccounts(log, false, revoke(id))));
  return command;
};

function make({ uses, for: forMs }: Flags): AccountWork {
  return async ({ invites }, { out, say, clock }) => {
    const untilMs = clock() + forMs;
    const code = invites.add(uses, untilMs, clock());
    if (code === undefined) {
      say('chat-server: too many invitations are still good: revoke some');
      return 1;
    }
    out.print(`${code}\n`);
    await out.flush();
    say(`good for ${counted(uses, 'account')} until ${shortTime(untilMs)}`);
    return 0;
  };
}

const list: AccountWork = async ({ invites }, { out, isRead, clock }) => {
  const rows = invites
    .all(clock())
    .map(({ id, usesLeft, untilMs }) => [
      ...[id, String(usesLeft)],
      isRead ? shortTime(untilMs) : new Date(untilMs).toISOString(),
    ]);
  const lines = isRead
    ? inColumns([['id', 'uses', 'until'], ...rows])
    : rows.map((row) => row.join('\t'));
  out.print(asLines(lines));
  await out.flush();
  return 0;
};

function revoke(id: string): AccountWork {
  return async ({ invites }, { say }) => {
    if (invites.revoke(id)) {
      say(`${id} lets nobody in any more`);
      return 0;
    }
    say(`chat-server: there is no invitation ${JSON.stringify(id)}: chat-server invite list`);
    return 1;
  };
}
