// How the program ends where its output can't be written: well where its reader has had enough, else with a word.
import type { Writable } from 'node:stream';
import { exitCodes } from './exit-codes.ts';

/** @param say one line of talk */
export function endByOutput(stdout: Writable, say: (line: string) => void): void {
  stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit(exitCodes.done);
    say(`cannot print: ${message}`);
    process.exit(exitCodes.failed);
  });
}
