// From which networks an account was logged in: there its owner is let try when strangers are not.
import type { AccountFile } from './account-file.ts';
import { accountLimits } from './limits.ts';

const { maxNetworks, keepNetworkMs } = accountLimits;

export class NetworkRows {
  readonly #file: AccountFile;

  constructor(file: AccountFile) {
    this.#file = file;
  }

  isKnown(account: string, network: string, nowMs: number): boolean {
    const row = this.#file.row(
      'SELECT 1 FROM networks WHERE account = ? AND network = ? AND seen >= ?',
      ...[account, network, nowMs - keepNetworkMs],
    );
    return row !== undefined;
  }

  /** The newest are kept. */
  add(account: string, network: string, nowMs: number): void {
    this.#file.run('INSERT OR REPLACE INTO networks VALUES (?, ?, ?)', account, network, nowMs);
    this.#file.run(
      `DELETE FROM networks WHERE account = ?1 AND (seen < ?2 OR network IN (
       SELECT network FROM networks WHERE account = ?1 ORDER BY seen DESC LIMIT -1 OFFSET ?3))`,
      ...[account, nowMs - keepNetworkMs, maxNetworks],
    );
  }
}
