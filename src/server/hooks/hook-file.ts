// The file of webhooks: tokens by which others post here, and addresses that messages are handed on to.
import { DatabaseFile, type DatabaseKind } from '../../database/database-file.ts';
import { migrations } from './migrations.ts';

/** "Plhw": whose database this is. */
const kind: DatabaseKind = { applicationId: 0x506c6877, migrations, holds: 'webhooks' };

/** Beside the log. */
export function hookFileOf(logPath: string): string {
  return `${logPath}.hooks.db`;
}

export class HookFile extends DatabaseFile {
  /** @throws as `DatabaseFile` */
  constructor(path: string, busyMs?: number) {
    super(path, kind, busyMs);
  }
}
