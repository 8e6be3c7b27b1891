// How the program ends where nothing more can be printed: its reader has enough, or the disk is full.
import type { Writable } from 'node:stream';
import { exitCodes } from './exit-codes.ts';

interface Streams {
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly exit: (code: number) => void;
}

/** Without a screen: ends the program with its output. Talk that can't be printed changes nothing. */
export function endWithOutput(process: Streams, warn: (line: string) => void): void {
  const { stdout, stderr } = process;
  stdout.on('error', (error) => process.exit(outputEnded(error, warn)));
  stderr.on('error', () => {});
}

/** The exit code. Who pipes into `head` has what it wanted; whose file is cut off must be told. */
export function outputEnded(error: NodeJS.ErrnoException, warn: (line: string) => void): number {
  if (error.code === 'EPIPE') return exitCodes.done;
  warn(`cannot print: ${error.message}`);
  return exitCodes.failed;
}
