// Open files that this program had from whoever started it, and that a program which it starts would have too.
import { readdirSync, readFileSync } from 'node:fs';

/** Of those that are closed when another program begins, as all that Node opens are. */
const closeOnExec = 0o2000000;

/** None where the system does not tell. Beside standard input, output and error. */
export function inheritedFiles(): readonly number[] {
  try {
    return readdirSync('/proc/self/fdinfo').map(Number).filter(isInherited);
  } catch {
    return [];
  }
}

function isInherited(fd: number): boolean {
  if (fd <= 2) return false;
  try {
    const [, flags = ''] =
      /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8')) ?? [];
    return (Number.parseInt(flags, 8) & closeOnExec) === 0;
  } catch {
    return false; // what the list itself was read with
  }
}
