// `chat-server account`: who has an account here, and what the operator can change of that.
import { Command, InvalidArgumentError } from 'commander';
import { logOption } from '../../command-line/option.ts';
import { isRefusal } from '../../protocol/index.ts';
import type { AccountRole } from '../accounts/account-rows.ts';
import { tableOfAccounts } from './account-list.ts';
import { type AccountWork, withAccounts } from './account-store.ts';
import { type CommandMaker, counted, type Task, type Terminal } from './command.ts';
import { tokenNameFault } from './hook-store.ts';
import { passwordOption, readPassword } from './password-source.ts';

const examples = `
Accounts are kept in a file beside the log, FILE.accounts.db. It does not follow
from the log: back it up with it. All of these work while a server runs, which
acts on them within a second or two: who is logged in to a removed account, or
by a password that was changed, goes; guests lose a name that is an account's
now.

A password is never given on the command line, where every user of the machine
can read it.
Ends with 0: done, 1: not, 2: misuse.

Examples:
  chat-server account add alice                  asks for a password, twice
  chat-server account add bot --password-file f  the only line of f
  pass show chat | chat-server account passwd alice --password-file -
  chat-server account role alice moderator       owner, moderator or member
  chat-server account list --json                an object a line
  chat-server account remove alice --yes         without the question`;

const roles = ['owner', 'moderator', 'member'] as const;

interface LogFlag {
  readonly log: string;
}

interface PasswordFlags extends LogFlag {
  readonly passwordFile?: string;
}

export const accountCommand: CommandMaker = (start) => {
  const command = new Command('account')
    .description('Adds, lists and changes accounts; also while a server runs.')
    .addHelpText('after', examples);
  for (const make of [addCommand, listCommand, passwdCommand, roleCommand, removeCommand])
    command.addCommand(make(start).allowExcessArguments(false));
  return command;
};

type Start = (task: Task) => void;

function addCommand(start: Start): Command {
  return new Command('add')
    .description('Makes an account.')
    .argument('<name>')
    .option('--role <role>', `what it may do: ${roles.join(', ')}`, roleOf, 'member')
    .addOption(passwordOption())
    .addOption(logOption())
    .action((name: string, { role, ...flags }: PasswordFlags & { role: AccountRole }) =>
      start(withAccounts(flags.log, true, add(name, role, flags))),
    );
}

function listCommand(start: Start): Command {
  return new Command('list')
    .description('Lists accounts: name, role, registered, seen, sessions.')
    .option('--json', 'an object a line')
    .addOption(logOption())
    .action(({ log, json }: LogFlag & { json: boolean }) =>
      start(withAccounts(log, false, list(json))),
    );
}

function passwdCommand(start: Start): Command {
  return new Command('passwd')
    .description('Gives an account another password, and ends its sessions.')
    .argument('<name>')
    .addOption(passwordOption())
    .addOption(logOption())
    .action((name: string, flags: PasswordFlags) =>
      start(withAccounts(flags.log, false, changePassword(name, flags))),
    );
}

function roleCommand(start: Start): Command {
  return new Command('role')
    .description(`Says what an account may do: ${roles.join(', ')}.`)
    .argument('<name>')
    .argument('<role>', 'owner, moderator or member', roleOf)
    .addOption(logOption())
    .action((name: string, role: AccountRole, { log }: LogFlag) =>
      start(withAccounts(log, false, setRole(name, role))),
    );
}

function removeCommand(start: Start): Command {
  return new Command('remove')
    .description('Deletes an account with its sessions; what it said stays in the log.')
    .argument('<name>')
    .option('--yes', 'do not ask')
    .addOption(logOption())
    .action((name: string, { log, yes }: LogFlag & { yes: boolean }) =>
      start(withAccounts(log, false, remove(name, yes))),
    );
}

function roleOf(text: string): AccountRole {
  const role = roles.find((each) => each === text);
  if (role) return role;
  throw new InvalidArgumentError(`A role is one of ${roles.join(', ')}.`);
}

function add(name: string, role: AccountRole, { log, passwordFile }: PasswordFlags): AccountWork {
  return async (accounts, terminal) => {
    const fault = accounts.nameFault(name) ?? tokenNameFault(log, name);
    if (fault) return fail(terminal, fault.message);
    const given = await readPassword(passwordFile, name, terminal);
    if ('fault' in given) return fail(terminal, given.fault, given.code);
    const made = await accounts.add(name, given.password, role, terminal.clock());
    if (isRefusal(made)) return fail(terminal, made.message);
    terminal.say(`${made.name} has an account now, as ${made.role}`);
    return 0;
  };
}

function list(isJson: boolean): AccountWork {
  return async (accounts, { out, clock, isRead }) => {
    const all = accounts.list(clock());
    const form = isJson ? 'json' : isRead ? 'columns' : 'fields';
    out.print(tableOfAccounts(all, form));
    await out.flush();
    return 0;
  };
}

function changePassword(name: string, { passwordFile }: PasswordFlags): AccountWork {
  return async (accounts, terminal) => {
    const account = accounts.find(name);
    if (!account) return fail(terminal, noAccount(name));
    const given = await readPassword(passwordFile, account.name, terminal);
    if ('fault' in given) return fail(terminal, given.fault, given.code);
    const ended = await accounts.setPassword(account, given.password);
    if (typeof ended !== 'number') return fail(terminal, ended.message);
    terminal.say(`${account.name} has another password now; ${counted(ended, 'session')} ended`);
    return 0;
  };
}

function setRole(name: string, role: AccountRole): AccountWork {
  return async (accounts, terminal) => {
    const account = accounts.find(name);
    if (!account) return fail(terminal, noAccount(name));
    accounts.setRole(account, role);
    terminal.say(`${account.name} is ${role} now`);
    return 0;
  };
}

function remove(name: string, isSure: boolean): AccountWork {
  return async (accounts, terminal) => {
    const account = accounts.find(name);
    if (!account) return fail(terminal, noAccount(name));
    if (!isSure) {
      const { person } = terminal;
      if (!person) return fail(terminal, 'nobody is there to be asked: say --yes', 2);
      const answer = await person.answer(`Delete the account of ${account.name}? [y/N] `);
      if (!/^y(es)?$/i.test(answer?.trim() ?? '')) return fail(terminal, 'nothing was changed');
    }
    accounts.remove(account);
    terminal.say(`${account.name} has no account any more`);
    return 0;
  };
}

function noAccount(name: string): string {
  return `there is no account ${JSON.stringify(name)}: chat-server account list names them`;
}

function fail({ say }: Terminal, why: string, code: 1 | 2 = 1): number {
  say(`chat-server: ${why}`);
  return code;
}
