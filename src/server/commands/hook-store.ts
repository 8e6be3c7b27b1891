// The file of webhooks as the commands open it: beside the log, and every fault in one line.
import { existsSync } from 'node:fs';
import { operatorBusyMs } from '../../database/database-file.ts';
import { type Refusal, refuse } from '../../protocol/index.ts';
import { OperatorAccounts } from '../accounts/operator-accounts.ts';
import { HookFile, hookFileOf } from '../hooks/hook-file.ts';
import { HookRows } from '../hooks/hook-rows.ts';
import { TokenRows } from '../hooks/token-rows.ts';
import { databaseFault } from './account-store.ts';
import type { Task, Terminal } from './command.ts';

export interface KeptHooks {
  readonly tokens: TokenRows;
  readonly hooks: HookRows;
}

export type HookWork = (kept: KeptHooks, terminal: Terminal) => number | Promise<number>;

/** @param mayMake whether the file is made where there is none yet */
export function withHooks(log: string, mayMake: boolean, work: HookWork): Task {
  return async (terminal) => {
    const path = hookFileOf(log);
    let file: HookFile | undefined;
    try {
      if (!mayMake && !existsSync(path)) {
        terminal.say(`chat-server: there is no ${path}: name the log of the server with --log`);
        return 1;
      }
      file = new HookFile(path, operatorBusyMs);
      return await work({ tokens: new TokenRows(file), hooks: new HookRows(file) }, terminal);
    } catch (error) {
      terminal.say(`chat-server: ${databaseFault(error, path)}`);
      return 1;
    } finally {
      file?.close();
    }
  };
}

/** Whether a name is an account's, or looks like one; asked before a token gets it. */
export function accountNameFault(log: string, name: string): Refusal | undefined {
  const path = `${log}.accounts.db`;
  if (!existsSync(path)) return undefined;
  const accounts = new OperatorAccounts(path);
  try {
    return accounts.nameFault(name);
  } finally {
    accounts.close();
  }
}

/** Whether a name is a token's, or looks like one; asked before an account gets it. */
export function tokenNameFault(log: string, name: string): Refusal | undefined {
  const path = hookFileOf(log);
  if (!existsSync(path)) return undefined;
  const file = new HookFile(path, operatorBusyMs);
  try {
    const fault = new TokenRows(file).nameFault(name);
    return fault && refuse(fault.code, `${fault.message} chat-server token list names them.`);
  } finally {
    file.close();
  }
}
