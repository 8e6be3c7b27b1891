// The sessions of accounts that this browser has, in whichever tab: so a new tab is logged in too, and all can be ended.
import { checkUserName, isOfAccount, ownerOfSession } from '../../protocol/index.ts';
import { fieldsOf, type Kept } from '../../sdk/kept.ts';
import { accountsPlace as place } from './prefix.ts';
import type { Shelf } from './shelf.ts';

export interface BrowserSession {
  /** Of the account. */
  readonly name: string;
  readonly session: string;
  readonly token: string;
}

/** As many as there are seats for tabs; the newest stay. */
export const maxBrowserSessions = 20;

/** Characters: so many sessions need less, and what is longer was not written by this page. */
const maxKept = 64 * 1024;

/** The newest last; what is damaged is left out. */
export function readSessions(shelf: Shelf): readonly BrowserSession[] {
  const text = shelf.get(place) ?? '';
  if (text === '' || text.length > maxKept) return [];
  try {
    const raw: unknown = JSON.parse(text);
    return Array.isArray(raw) ? raw.flatMap(readSession).slice(-maxBrowserSessions) : [];
  } catch {
    return [];
  }
}

export function addSession(shelf: Shelf, added: BrowserSession): void {
  const others = readSessions(shelf).filter(({ session }) => session !== added.session);
  write(shelf, [...others, added].slice(-maxBrowserSessions));
}

/** @param isGone which of them are over */
export function dropSessions(shelf: Shelf, isGone: (one: BrowserSession) => boolean): void {
  const before = readSessions(shelf);
  const rest = before.filter((one) => !isGone(one));
  if (rest.length < before.length) write(shelf, rest);
}

/** The others of the same account. */
export function othersOf(shelf: Shelf, session: string): readonly BrowserSession[] {
  const owner = ownerOfSession(session);
  return readSessions(shelf).filter(
    (one) => ownerOfSession(one.session) === owner && one.session !== session,
  );
}

/** As whom a tab begins. */
export interface Beginning {
  readonly kept: Kept;
  /** The token is another tab's: this one gets a session of its own. */
  readonly another: boolean;
}

/**
 * Its own session if it has one of an account that this browser was not logged out of; else one beside the newest
 * of the browser's, whatever guest it was; else what it was.
 */
export function beginningOf(kept: Kept, sessions: readonly BrowserSession[]): Beginning {
  const { token, account, pending } = kept;
  const isOwn = sessions.some((one) => one.token === token);
  if (account !== undefined && isOwn) return { kept, another: false };
  const newest = sessions.at(-1);
  if (newest !== undefined) {
    return { kept: { token: newest.token, account: newest.name, pending }, another: true };
  }
  return { kept: account === undefined ? kept : { pending }, another: false };
}

function write(shelf: Shelf, sessions: readonly BrowserSession[]): void {
  shelf.set(place, JSON.stringify(sessions));
}

function readSession(raw: unknown): BrowserSession[] {
  const { name, session, token } = fieldsOf(raw);
  if (typeof name !== 'string' || checkUserName(name) !== name) return [];
  if (typeof session !== 'string' || !isOfAccount(session) || session.length > 64) return [];
  if (typeof token !== 'string' || token === '' || token.length > 500) return [];
  return [{ name, session, token }];
}
