// The token of the person's account at one server: kept for the next start, held by one running client at a time.
import { hostname } from 'node:os';
import { checkUserName, foldName, isRefusal } from '../protocol/index.ts';
import { fieldsOf, type Kept, readKept as readSession } from '../sdk/kept.ts';
import { readKept, removeKept, whileLocked, writeKept } from './kept-file.ts';

const maxBytes = 4096;

/** What a start takes from it. */
export interface KeptStart {
  readonly name?: string;
  readonly kept?: Kept;
  /** The session of the token is that of another client which runs: it needs one of its own. */
  readonly another?: boolean;
}

/** Who runs with the session of the file. */
interface Holder {
  readonly host: string;
  readonly pid: number;
}

interface Paths {
  /** Of an account of that name. */
  readonly ofName: (name: string) => string;
  /** Says which account was used last where no name was asked for. */
  readonly lastUsed: string;
}

/**
 * - The first client takes the session of the file over; one that starts while it runs opens another
 *   session, which it ends when it is left. A client that was killed holds nothing: its process is gone.
 * - Where one can't know (another machine with the same home), another session is opened: that is harmless.
 * - Who logs in, registers or takes another password holds the file from then on.
 */
export class KeptAccount {
  readonly #paths: Paths;
  readonly #wished: string | undefined;
  readonly #now: () => number;
  readonly #self: Holder = { host: hostname(), pid: process.pid };
  /** The token that is in the file because this client put it there, and the name it is of. */
  #held: { readonly name: string; readonly token: string } | undefined;
  #seen: Kept | undefined;
  /** What the last start took, and its token with it. */
  #tried: { readonly name: string; readonly token: string } | undefined;

  constructor(paths: Paths, wished: string | undefined, now: () => number) {
    this.#paths = paths;
    this.#wished = wished;
    this.#now = now;
  }

  /** Call once, before the client is made. */
  start(): KeptStart {
    const name = this.#wished ?? nameIn(this.#paths.lastUsed);
    if (name === undefined) return {};
    let start: KeptStart = {};
    const take = (): void => {
      const { token, holder } = this.#read(name);
      if (token === undefined) return;
      const account = nameIn(this.#paths.ofName(name)) ?? name;
      this.#tried = { name: account, token };
      const isFree = holder === undefined || !isRunning(holder, this.#self);
      if (isFree) this.#write({ name: account, token });
      const kept = readSession({ token, account, pending: [] });
      start = { name: account, kept, ...(isFree ? {} : { another: true }) };
    };
    // Who else is at it just now starts too: then there are two.
    if (!whileLocked(this.#paths.ofName(name), this.#now(), take)) {
      const { token } = this.#read(name);
      if (token !== undefined) {
        start = { name, kept: readSession({ token, account: name, pending: [] }), another: true };
      }
    }
    return start;
  }

  /** Call when anything of the client's has changed. */
  see(kept: Kept): void {
    if (kept === this.#seen) return;
    const before = this.#seen;
    this.#seen = kept;
    if (kept.token === before?.token && kept.account === before?.account) return;
    if (kept.token === undefined || kept.account === undefined) this.#drop();
    else if (this.#held !== undefined) this.#hold(kept.account, kept.token);
    else if (this.#tried === undefined) this.claim(kept);
  }

  /** This client's session is the one to come back to. */
  claim({ account, token }: Kept): void {
    if (account === undefined || token === undefined) return;
    this.#hold(account, token);
    if (this.#wished === undefined) {
      writeKept(this.#paths.lastUsed, `${JSON.stringify({ name: account })}\n`, { isHasty: true });
    }
  }

  /** It is a session of an account that no file leads back to. */
  isLeftBehind({ account, token }: Kept): boolean {
    if (account === undefined || token === undefined) return false;
    return this.#read(account).token !== token;
  }

  /** The program ends: the next one may take the session over. */
  release(): void {
    const held = this.#held;
    if (held === undefined || this.#read(held.name).token !== held.token) return;
    writeKept(this.#paths.ofName(held.name), textOf(held, undefined), { isHasty: true });
  }

  #hold(name: string, token: string): void {
    // What a server calls one becomes a folder: it has to be a name.
    if (checkUserName(name) !== name) return;
    if (this.#held && this.#held.name !== name) this.#drop();
    this.#write({ name, token });
  }

  #write(held: { readonly name: string; readonly token: string }): void {
    this.#held = held;
    writeKept(this.#paths.ofName(held.name), textOf(held, this.#self), { isHasty: true });
  }

  /** Logged out, or refused: what is in the file by now may be another client's. */
  #drop(): void {
    const gone = this.#held ?? this.#tried;
    this.#held = undefined;
    this.#tried = undefined;
    if (gone === undefined || this.#read(gone.name).token !== gone.token) return;
    removeKept(this.#paths.ofName(gone.name));
    if (this.#wished === undefined) removeKept(this.#paths.lastUsed);
  }

  #read(name: string): { readonly token?: string; readonly holder?: Holder } {
    const { token, holder } = objectIn(this.#paths.ofName(name));
    const { host, pid } = fieldsOf(holder);
    const isHeld = typeof host === 'string' && Number.isSafeInteger(pid) && Number(pid) > 0;
    return {
      ...(typeof token === 'string' && token !== '' ? { token } : {}),
      ...(isHeld ? { holder: { host, pid: Number(pid) } } : {}),
    };
  }
}

/** The files of one server. @param pathFor of what is kept for a name there */
export function accountPaths(pathFor: (name: string) => string): Paths {
  return { ofName: (name) => pathFor(foldName(name)), lastUsed: pathFor('') };
}

function textOf(
  held: { readonly name: string; readonly token: string },
  holder: Holder | undefined,
): string {
  return `${JSON.stringify({ ...held, ...(holder ? { holder } : {}) })}\n`;
}

function nameIn(path: string): string | undefined {
  const { name } = objectIn(path);
  const checked = typeof name === 'string' ? checkUserName(name) : undefined;
  return checked === undefined || isRefusal(checked) ? undefined : checked;
}

/** What is damaged is as if it was not there. */
function objectIn(path: string): Record<string, unknown> {
  const read = readKept(path, maxBytes);
  if ('problem' in read) return {};
  try {
    return fieldsOf(JSON.parse(read.text || '{}'));
  } catch {
    return {};
  }
}

function isRunning({ host, pid }: Holder, self: Holder): boolean {
  if (host !== self.host) return true;
  if (pid === self.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process of that number: it may be the person's own under another account.
    return (error as { code?: unknown }).code === 'EPERM';
  }
}
