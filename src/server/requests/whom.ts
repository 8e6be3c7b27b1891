// Whom a request means by a name: somebody who is here, or an account; by the name itself, not by one that looks like it.
import { checkUserName, foldName, isRefusal, nameKeys } from '../../protocol/index.ts';
import type { Chat } from '../core/chat.ts';
import { type Outcome, refusal, refused } from '../core/outcome.ts';
import type { ServerRole, Session } from '../core/session.ts';

export interface Person {
  readonly name: string;
  readonly keys: readonly string[];
  /** An account, or a guest's session; empty: a name that nobody has now. */
  readonly owner: string;
  readonly role: ServerRole;
  /** Those that are connected. */
  readonly sessions: readonly Session[];
}

export function whomOf(chat: Chat, raw: string): Person | Outcome {
  return find(chat, raw) ?? nobody();
}

/** A name that nobody has counts too: who bore it may be back under it at any time. */
export function whomEverOf(chat: Chat, raw: string): Person | Outcome {
  const found = find(chat, raw);
  if (found) return found;
  const name = checkUserName(raw);
  if (isRefusal(name)) return refused(name);
  const keys = nameKeys(name);
  const now = chat.now();
  // What it looks like is somebody else's.
  if (keys.some((key) => chat.hub.holderOf(key) ?? chat.accounts.holderOf(key))) return nobody();
  const kept = keys.map((key) => chat.names.keptFor(key, now)).find((owner) => owner !== undefined);
  return { name, keys, owner: kept ?? '', role: 'guest', sessions: [] };
}

/** For what is undone: a name as it once was, whatever it looks like now. */
export function whomOnce(chat: Chat, raw: string): Person | Outcome {
  const found = find(chat, raw);
  if (found) return found;
  const name = checkUserName(raw);
  if (isRefusal(name)) return refused(name);
  return { name, keys: [], owner: '', role: 'guest', sessions: [] };
}

function find(chat: Chat, raw: string): Person | undefined {
  const here = chat.hub.sessionByName(raw);
  if (here?.folded === foldName(raw)) {
    const { name, keys, owner, role } = here;
    return { name, keys, owner, role, sessions: [...chat.hub.sessionsOf(owner)] };
  }
  const account = chat.accounts.findByName(raw);
  if (!account) return undefined;
  const { id, name, role } = account;
  return { name, keys: nameKeys(name), owner: id, role, sessions: [...chat.hub.sessionsOf(id)] };
}

function nobody(): Outcome {
  return refusal('no-such-user', 'There is nobody of exactly that name.');
}
