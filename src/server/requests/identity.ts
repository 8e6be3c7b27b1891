// Who says hello: by a password, by a token, or nobody yet; and whether somebody like that may come in.
import {
  isRefusal,
  nameKeys,
  ownerOfSession,
  type Refusal,
  type RequestOf,
  refuse,
} from '../../protocol/index.ts';
import type { Opened, Visitor } from '../core/accounts.ts';
import { bannedFromServer } from '../core/ban-text.ts';
import type { Asker, Chat, SignedSession } from '../core/chat.ts';
import { networkOf } from '../core/network.ts';
import type { ServerRole } from '../core/session.ts';
import { guestName } from './admission.ts';
import { type Identity, identityOf } from './opening.ts';

type Hello = RequestOf<'hello'>;

const sessionAlphabet = '0123456789abcdefghijklmnopqrstuvwxyz';
const sessionLength = 10;

/** Later only where a password has to be looked at. */
export function identify(
  chat: Chat,
  visitor: Visitor,
  hello: Hello,
): Identity | Refusal | Promise<Identity | Refusal> {
  if (hello.password !== undefined) return byOwnName(chat, visitor, hello, hello.password);
  if (hello.token === undefined) return asGuest(chat, hello, undefined);
  if (isOfAccount(hello.token)) return byAccountToken(chat, visitor, hello, hello.token);
  const known = chat.tokens.verify(hello.token);
  if (!known || hello.another) return tokenRefusal;
  return asGuest(chat, hello, known);
}

/** The one way in by a password, for `hello` and `login`. */
export async function byPassword(
  chat: Chat,
  visitor: Visitor,
  name: string,
  password: string,
): Promise<Identity | Refusal> {
  const opened = await chat.accounts.logIn({ name, password, visitor, bornAfter: chat.log.last });
  noteLogin(chat, visitor, name, opened);
  return isRefusal(opened) ? opened : identityOf(opened, true);
}

/** Only the names of accounts are told to the operator: people type passwords into the field for the name. */
function noteLogin(
  chat: Chat,
  { address }: Visitor,
  asked: string,
  opened: Opened | Refusal,
): void {
  if (!isRefusal(opened)) {
    const { account, session } = opened;
    chat.note({ event: 'logged-in', name: account.name, session, address });
  } else if (opened.code === 'auth-failed') {
    // Those that come too fast were not looked at: they are counted, and a flood of them fills no log.
    const name = chat.accounts.findByName(asked)?.name ?? '';
    chat.note({ event: 'login-failed', name, address });
  }
}

export function visitorOf({ origin }: Asker, client: string): Visitor {
  const { address, isLoopback } = origin;
  return { address, network: networkOf(address), isLoopback, client };
}

/** Bans are asked for here: who it is is known, and nobody has heard of it yet. */
export function whyNotIn(
  chat: Chat,
  { origin }: Asker,
  identity: Pick<Identity, 'session' | 'name' | 'account'>,
): Refusal | undefined {
  const { session, name, account } = identity;
  const role: ServerRole = account?.role ?? 'guest';
  const person = { owner: ownerOfSession(session), keys: nameKeys(name), role, origin };
  const ban = chat.bans.find('ban', person, undefined, chat.now());
  return ban && bannedFromServer(ban);
}

function byOwnName(chat: Chat, visitor: Visitor, { name }: Hello, password: string) {
  if (name === undefined) return refuse('bad-request', '"name" is missing: whose password is it?');
  return byPassword(chat, visitor, name, password);
}

function byAccountToken(
  chat: Chat,
  visitor: Visitor,
  { another }: Hello,
  token: string,
): Identity | Refusal {
  const opened = another
    ? chat.accounts.another(token, visitor, chat.log.last)
    : chat.accounts.resume(token, visitor);
  if (!opened || isRefusal(opened)) return opened ?? tokenRefusal;
  return identityOf(opened, another === true);
}

function asGuest(chat: Chat, hello: Hello, known: SignedSession | undefined): Identity | Refusal {
  const session = known?.session ?? inventId(chat);
  const wish = hello.name ?? known?.name;
  const name =
    wish === undefined
      ? chat.names.invent(chat.random, chat.now())
      : guestName(chat, wish, session);
  if (isRefusal(name)) return name;
  const bornAfter = known?.bornAfter ?? chat.log.last;
  return { session, name, bornAfter, account: undefined, token: undefined, isNew: true };
}

/** Unlike any session that is here, and any account; 51 bits keep it unlike those that were. */
function inventId(chat: Chat): string {
  for (;;) {
    let id = '';
    while (id.length < sessionLength) id += sessionAlphabet[Math.floor(chat.random() * 36)];
    if (!chat.hub.sessionById(id) && !chat.accounts.find(id)) return id;
  }
}

function isOfAccount(token: string): boolean {
  return token.startsWith('2.');
}

const tokenRefusal = refuse(
  'auth-failed',
  'The token is none of this server, or its session is over: say hello without it.',
);
