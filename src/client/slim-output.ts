// Ink's output with fewer bytes: the same screen, without the steps that lead nowhere.
import type { WriteStream } from 'node:tty';

// Ink goes to the top and then down line by line, and leaves the colours of what it has not
// drawn. Text from others has no escape in it (`safe-text.ts`), so all that is matched is Ink's.
const climb = /\u001b\[(\d+)A((?:\u001b\[E)+)/g;
const steps = /(?:\u001b\[E){2,}/g;
// Only where a line has just been cut: there nothing is painted that an end could end.
const unused =
  /(\u001b\[\d+G\u001b\[K)(?:\u001b\[2m\u001b\[22m|\u001b\[38;[25];[\d;]+m\u001b\[39m)+/g;
const stepLength = '\u001b[E'.length;

export function slimmed(output: string): string {
  return output
    .replace(climb, (whole, up: string, down: string) => {
      const net = Number(up) - down.length / stepLength;
      if (net < 0) return whole;
      return net === 0 ? '\r' : `\u001b[${net}F`;
    })
    .replace(steps, (run) => `\u001b[${run.length / stepLength}E`)
    .replace(unused, '$1');
}

/** The stream for Ink to write to; in everything but `write` it is the terminal itself. */
export function slimOutput(stdout: WriteStream): WriteStream {
  const write = (output: unknown, ...rest: []) =>
    stdout.write(typeof output === 'string' ? slimmed(output) : (output as Uint8Array), ...rest);
  return new Proxy(stdout, {
    get(target, key) {
      if (key === 'write') return write;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
