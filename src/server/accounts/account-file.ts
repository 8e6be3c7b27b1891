// The file of accounts, rooms and bans.
import { DatabaseFile, type DatabaseKind } from '../../database/database-file.ts';
import { migrations } from './migrations.ts';

/** "Plac": whose database this is. */
const kind: DatabaseKind = { applicationId: 0x506c6163, migrations, holds: 'accounts' };

export class AccountFile extends DatabaseFile {
  /** @throws as `DatabaseFile` */
  constructor(path: string, busyMs?: number) {
    super(path, kind, busyMs);
  }
}
