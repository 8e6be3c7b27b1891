// The file of accounts as the commands open it: beside the log, and every fault in one line.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseFileError, isFileFault } from '../../database/database-file.ts';
import { OperatorAccounts } from '../accounts/operator-accounts.ts';
import { codeOf } from '../log/log.ts';
import type { Task, Terminal } from './command.ts';

export type AccountWork = (accounts: OperatorAccounts, terminal: Terminal) => Promise<number>;

/** @param mayMake whether the file is made where there is none yet */
export function withAccounts(log: string, mayMake: boolean, work: AccountWork): Task {
  return async (terminal) => {
    const path = `${log}.accounts.db`;
    let accounts: OperatorAccounts | undefined;
    try {
      if (!mayMake && !existsSync(path)) {
        terminal.say(`chat-server: there is no ${path}: name the log of the server with --log`);
        return 1;
      }
      accounts = new OperatorAccounts(path);
      return await work(accounts, terminal);
    } catch (error) {
      terminal.say(`chat-server: ${databaseFault(error, path)}`);
      return 1;
    } finally {
      accounts?.close();
    }
  };
}

/** `SQLITE_BUSY`, `SQLITE_READONLY` and `SQLITE_FULL`, and what to do about each. */
const sqliteFaults: Readonly<Record<number, (path: string) => string>> = {
  5: (path) => `${path} is in use by another program for long: try again`,
  8: (path) => `not allowed to write ${path}: ask as its owner`,
  13: (path) => `no room on the disk of ${path}: make some`,
};

/** In a sentence, what is wrong with a file of ours beside the log. */
export function databaseFault(error: unknown, path: string): string {
  if (error instanceof DatabaseFileError) return error.message;
  if (isFileFault(error) && 'errcode' in error)
    return sqliteFaults[Number(error.errcode) & 0xff]?.(path) ?? `${path}: ${error.message}`;
  const faults: Record<string, string> = {
    ENOENT: `there is no folder ${dirname(path)}: make it, or name the log with --log`,
    EACCES: `not allowed to open ${path}: ask as its owner`,
    EISDIR: `${path} is a directory: move it away`,
  };
  return faults[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}
