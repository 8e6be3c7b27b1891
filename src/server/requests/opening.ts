// Opens a session for a connection: a guest's, or one of an account; an older connection of it makes way.
import { foldName, nameKeys, ownerOfSession } from '../../protocol/index.ts';
import type { Account, Opened } from '../core/accounts.ts';
import type { Asker, Chat } from '../core/chat.ts';
import { departAll } from '../core/presence.ts';
import { RateLimit } from '../core/rate-limit.ts';
import { renameAnew } from '../core/renaming.ts';
import { SentIds } from '../core/sent-ids.ts';
import type { Program, Session } from '../core/session.ts';
import { sessionRate } from '../core/shared-rates.ts';
import { isInLobby } from './admission.ts';
import { checkNote } from './check-note.ts';

/** Who a session is going to be. */
export interface Identity {
  readonly session: string;
  readonly name: string;
  readonly bornAfter: number;
  /** Undefined: a guest. */
  readonly account: Account | undefined;
  /** Where the accounts have one for it; a guest's is signed. */
  readonly token: string | undefined;
  /** The session begins here: nobody has its token yet. */
  readonly isNew: boolean;
}

export function identityOf(opened: Opened, isNew: boolean): Identity {
  const { account, session, token, bornAfter } = opened;
  return { session, name: account.name, bornAfter, account, token, isNew };
}

/**
 * While an answer waited its session may have been ended, by another password for instance: then nobody may
 * come in by it.
 */
export function isStillOpen(chat: Chat, { session }: Pick<Opened, 'session'>): boolean {
  const kept = chat.accounts.sessionsOf(ownerOfSession(session));
  return kept.some((each) => each.session === session);
}

export function openSession(
  chat: Chat,
  asker: Asker,
  identity: Identity,
  { client, isBot }: Program,
): Session {
  const sent = replaceOlder(chat, identity.session);
  if (identity.account) takeName(chat, identity.account);
  const session = newSession(chat, asker, { ...identity, sent, client, isBot });
  if (!isInLobby(chat, session)) chat.hub.add(session);
  chat.note({ event: 'came', session: session.id, name: session.name, client });
  return session;
}

/** Signed anew for a guest, as the name stands in it. */
export function tokenOf(chat: Chat, session: Session, { token }: Identity): string {
  return token ?? chat.tokens.sign(session.id, session.name, session.bornAfter);
}

/** Others see it in `whois`, so it keeps the rules of what people say; else it is left out. */
export function shownClient(raw = ''): string {
  const text = checkNote(raw);
  return typeof text === 'string' ? text : '';
}

/** An older connection of the session makes way, and leaves what is known of its messages. */
function replaceOlder(chat: Chat, id: string): SentIds | undefined {
  const older = chat.hub.sessionById(id);
  if (!older) return undefined;
  departAll(chat.hub, older);
  older.peer.bye('replaced', false);
  return older.sent;
}

/** An account may come to be that has the name of a guest who is here: by the operator, or while its maker lost the link. */
export function takeName(chat: Chat, { id, name }: Account): void {
  for (const key of nameKeys(name)) {
    const holder = chat.hub.holderOf(key) ?? id;
    for (const guest of holder === id ? [] : [...chat.hub.sessionsOf(holder)]) {
      renameAnew(chat, guest);
    }
  }
}

interface Opening extends Identity, Program {
  readonly sent: SentIds | undefined;
}

function newSession(chat: Chat, asker: Asker, opening: Opening): Session {
  const { session: id, name, bornAfter, account } = opening;
  const owner = ownerOfSession(id);
  const [other] = chat.hub.sessionsOf(owner);
  return {
    id,
    owner,
    name,
    folded: foldName(name),
    keys: nameKeys(name),
    role: account?.role ?? 'guest',
    colour: account?.colour ?? '',
    status: other?.status ?? 'online',
    statusText: other?.statusText ?? '',
    client: opening.client,
    isBot: opening.isBot,
    origin: asker.origin,
    since: new Date(chat.now()).toISOString(),
    peer: asker.peer,
    rooms: new Set(),
    rate: newRate(chat, asker),
    lastTypingMs: 0,
    bornAfter,
    sent: opening.sent ?? new SentIds(bornAfter + 1 >= chat.recent.floor),
  };
}

function newRate({ settings, now }: Chat, { origin }: Asker): RateLimit {
  const { perSecond, burst } = sessionRate(settings, origin);
  return new RateLimit(perSecond, burst, now());
}
