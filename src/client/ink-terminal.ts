// What Ink takes for its terminal. It draws nothing of its own there: its layout is what we need of it.
import { Writable } from 'node:stream';

/** Only what Ink asks of a terminal. */
export function inkTerminal(size: {
  readonly columns: number;
  readonly rows: number;
}): NodeJS.WriteStream {
  const stream = new Writable({ write: (_frame, _encoding, done) => done() });
  return Object.defineProperties(stream, {
    isTTY: { value: true },
    columns: { get: () => size.columns },
    rows: { get: () => size.rows },
  }) as unknown as NodeJS.WriteStream;
}
