// What the person's own server tells of itself while it runs: the file beside its socket, read.
import { readFileSync, statSync } from 'node:fs';

export interface AboutServer {
  readonly pid: number;
  readonly version: string;
  readonly log: string;
  /** With the key that the page wants. */
  readonly page: string | undefined;
}

/** It is a few hundred bytes. */
const maxBytes = 16 * 1024;

/** Undefined: there is none, or it is none. With somebody at the socket it is that server's. */
export function readAboutServer(path: string): AboutServer | undefined {
  try {
    if (statSync(path).size > maxBytes) return undefined;
    const { pid, version, log, page } = JSON.parse(readFileSync(path, 'utf8'));
    const isIt = Number.isInteger(pid) && pid > 1 && isText(version) && isText(log);
    return isIt ? { pid, version, log, page: isText(page) ? page : undefined } : undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && !/\p{Cc}/u.test(value);
}
