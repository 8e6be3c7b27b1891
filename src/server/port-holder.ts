// Which process listens at a port, where the system tells it for nothing: on Linux, of one's own processes.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A machine with more has other worries than whose port this is. */
const maxProcesses = 5_000;

const listening = '0A';

/** Its id; undefined: nobody knows. */
export function holderOf(port: number): string | undefined {
  const inodes = inodesAt(port);
  if (inodes.size === 0) return undefined;
  const processes = numbersIn('/proc').slice(0, maxProcesses);
  return processes.find((pid) => hasOpen(pid, inodes));
}

/** Of the sockets that listen there. */
function inodesAt(port: number): ReadonlySet<string> {
  const lines = ['tcp', 'tcp6'].flatMap((table) => textOf(`/proc/net/${table}`).split('\n'));
  const fields = lines.map((line) => line.trim().split(/\s+/));
  const atPort = port.toString(16).toUpperCase().padStart(4, '0');
  const found = fields.filter(([, local, , state]) => {
    return state === listening && local?.endsWith(`:${atPort}`);
  });
  return new Set(found.map((row) => `socket:[${row[9]}]`));
}

function hasOpen(pid: string, inodes: ReadonlySet<string>): boolean {
  return numbersIn(`/proc/${pid}/fd`).some((fd) => {
    try {
      return inodes.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
    } catch {
      return false;
    }
  });
}

function numbersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
