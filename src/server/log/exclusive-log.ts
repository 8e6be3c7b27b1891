// A log that is written without being served: locked as a server locks it, put in order as at its start.

import { disk } from './disk.ts';
import { existingPath } from './file-log.ts';
import { lockLog } from './lock.ts';
import type { LogEvent } from './log.ts';
import type { LogFile } from './log-file.ts';
import { olderParts } from './log-parts.ts';
import { openLogFile } from './recover.ts';

export interface ExclusiveLog {
  readonly path: string;
  readonly file: LogFile;
  /** Lets go of file and lock. */
  readonly close: () => Promise<void>;
}

/** Creates the log where it is missing. Rejects with `log-in-use`, `log-not-a-file` or an I/O error. */
export async function openExclusiveLog(
  named: string,
  report: (event: LogEvent) => void,
): Promise<ExclusiveLog> {
  const path = await existingPath(named);
  const unlock = lockLog(path);
  try {
    const { last: continuesAfter } = await olderParts(path);
    const options = { path, durability: 'os', disk, continuesAfter, report } as const;
    const file = await openLogFile(options);
    return { path, file, close: () => file.leave().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}
