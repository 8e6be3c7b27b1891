// What Ink takes for its terminal: it gets whole frames, and passes them on to the surface.
import { Writable } from 'node:stream';

/** Only what Ink asks of a terminal. */
export type InkTerminal = NodeJS.WriteStream;

/** @param onFrame gets each frame whole, a line a row */
export function inkTerminal(
  size: { readonly columns: number; readonly rows: number },
  onFrame: (frame: string) => void,
): InkTerminal {
  const stream = new Writable({
    decodeStrings: false,
    write(frame: string, _encoding, done) {
      if (frame !== '') onFrame(frame);
      done();
    },
  });
  return Object.defineProperties(stream, {
    isTTY: { value: true },
    columns: { get: () => size.columns },
    rows: { get: () => size.rows },
  }) as unknown as InkTerminal;
}
