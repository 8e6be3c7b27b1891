// The file of the servers that were met over TLS: a line each, HOST:PORT and how it showed who it is.
import { readKept, whileLocked, writeKept } from './kept-file.ts';
import type { Known } from './known-server.ts';

/** Some thousands of servers; more than anybody meets. */
const maxBytes = 256 * 1024;
/** Servers; beyond, the one that was met first is forgotten. */
const maxServers = 1_000;
/** The lock is held for milliseconds: it is waited for at most half a second. */
const maxTries = 50;
const pauseMs = 10;

export interface Found {
  readonly known: Known;
  /** Where it stands, for whoever has to remove it; from 1. */
  readonly line: number;
}

export class KnownServers {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Undefined: never met. A problem says why nobody can tell. */
  find(address: string): Found | undefined | { readonly problem: string } {
    const kept = readKept(this.path, maxBytes);
    if (!('text' in kept)) return kept;
    const lines = kept.text.split('\n');
    // The last one counts, as it does for who writes.
    const index = lines.findLastIndex((line) => addressOf(line) === keyOf(address));
    const line = lines[index];
    if (line === undefined) return undefined;
    const known = knownIn(line);
    return known
      ? { known, line: index + 1 }
      : { problem: `its line ${index + 1} is no fingerprint` };
  }

  /** In place of what was known of it. @returns why it is not kept */
  remember(address: string, known: Known): string | undefined {
    let problem: string | undefined = 'another program holds it';
    const write = () => {
      problem = this.#write(address, known);
    };
    for (let tries = 0; tries < maxTries; tries++) {
      if (whileLocked(this.path, Date.now(), write)) break;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
    return problem;
  }

  #write(address: string, known: Known): string | undefined {
    const kept = readKept(this.path, maxBytes);
    if (!('text' in kept)) return kept.problem;
    const key = keyOf(address);
    const others = kept.text.split('\n').filter((line) => line !== '' && addressOf(line) !== key);
    const said = known === 'verified' ? known : known.fingerprint;
    const lines = [...others, `${key} ${said}`];
    return writeKept(this.path, `${forgetFirst(lines).join('\n')}\n`);
  }
}

/** What is no server's line, as a comment, stays. */
function forgetFirst(lines: readonly string[]): readonly string[] {
  let needless = lines.filter((line) => knownIn(line)).length - maxServers;
  return needless <= 0 ? lines : lines.filter((line) => !knownIn(line) || needless-- <= 0);
}

/** Hosts have no case. */
function keyOf(address: string): string {
  return address.toLowerCase();
}

function addressOf(line: string): string | undefined {
  return /^([^\s#]\S*:\d+)(?:\s|$)/.exec(line)?.[1]?.toLowerCase();
}

function knownIn(line: string): Known | undefined {
  const said = /\s(verified|SHA256:[A-Za-z0-9+/]{43})\s*$/.exec(line)?.[1];
  if (said === undefined || addressOf(line) === undefined) return undefined;
  return said === 'verified' ? said : { fingerprint: said };
}
