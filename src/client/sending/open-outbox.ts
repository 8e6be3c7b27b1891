// The outbox at hand: opened for one command, and said in a sentence where its file can't be used.
import { whyNot } from '../../command-line/bounded-file.ts';
import { DatabaseFileError, isFileFault } from '../../database/database-file.ts';
import { say, type Terminal } from '../commands/command.ts';
import { exitCodes } from '../exit-codes.ts';
import { shownPath } from '../own-folders.ts';
import { OutboxFile } from './outbox-file.ts';

/** @returns the exit code: what the work returns, or that the file can't be used, which was said */
export async function withOutbox(
  path: string,
  terminal: Terminal,
  work: (file: OutboxFile) => number | Promise<number>,
): Promise<number> {
  let file: OutboxFile | undefined;
  try {
    file = new OutboxFile(path);
    return await work(file);
  } catch (error) {
    const why = whyUnusable(error, path);
    if (why === undefined) throw error;
    say(terminal, why);
    return exitCodes.failed;
  } finally {
    file?.close();
  }
}

/** @returns undefined: it is no fault of the file */
export function whyUnusable(error: unknown, path: string): string | undefined {
  if (error instanceof DatabaseFileError) return error.message;
  const isOfSystem = error instanceof Error && 'syscall' in error && 'path' in error;
  if (!isFileFault(error) && !isOfSystem) return undefined;
  const why = isFileFault(error) ? error.message : whyNot(error);
  return `the outbox ${shownPath(path)} can’t be used (${why}): mend that, or name another folder with PARTYLINE_STATE`;
}
