// What a person hears where the file of what they have to say can't be read or written: a line, and no more is tried.
import { codeOf, whyNot } from '../../command-line/bounded-file.ts';
import { say, type Terminal } from '../commands/command.ts';
import { exitCodes } from '../exit-codes.ts';
import { shownPath } from '../own-folders.ts';

/** @returns the exit code */
export async function tellingFaults(
  path: string,
  terminal: Terminal,
  run: () => Promise<number>,
): Promise<number> {
  try {
    return await run();
  } catch (error) {
    const why = faultOf(error);
    if (why === undefined) throw error;
    say(terminal, `${shownPath(path)} can't be used: ${why}`);
    return exitCodes.failed;
  }
}

/** In words of SQLite's, or the system's; undefined: it is about no file. */
function faultOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (codeOf(error) === 'ERR_SQLITE_ERROR') return error.message;
  return 'syscall' in error ? whyNot(error) : undefined;
}
