// What the file of accounts keeps, opened and joined: who has which name, how rooms are kept, who is banned.
import { AccountFile } from './accounts/account-file.ts';
import { BanRows } from './accounts/ban-rows.ts';
import { KeptAccounts, type KeptAccountsOptions } from './accounts/kept-accounts.ts';
import { RoomRows } from './accounts/room-rows.ts';
import { Bans } from './core/bans.ts';
import { RoomBook } from './core/room-book.ts';
import type { ServerNote } from './server-note.ts';

export interface Kept {
  readonly accounts: KeptAccounts;
  readonly rooms: RoomBook;
  readonly bans: Bans;
}

interface Wanted extends Omit<KeptAccountsOptions, 'file'> {
  readonly path: string;
  readonly note: (note: ServerNote) => void;
}

/** Throws `DatabaseFileError`, or the system's error of a file that can't be had. */
export function openAccounts({ path, ...options }: Wanted): Kept {
  const { note } = options;
  const file = new AccountFile(path);
  const accounts = new KeptAccounts({ ...options, file });
  const report = (message: string) => note({ event: 'bans-failed', message });
  const bans = new Bans(new BanRows(file), accounts, report);
  return { accounts, rooms: new RoomBook(new RoomRows(file)), bans };
}
