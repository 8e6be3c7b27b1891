// `hello`: opens a session, or takes one over by its token.
import {
  foldName,
  isRefusal,
  limits,
  nameKeys,
  ownerOfSession,
  protocolVersion,
  type ReplyOf,
  type RequestOf,
} from '../../protocol/index.ts';
import type { Asker, Chat } from '../core/chat.ts';
import { type Outcome, refusal, refused } from '../core/outcome.ts';
import { departAll } from '../core/presence.ts';
import { RateLimit } from '../core/rate-limit.ts';
import { SentIds } from '../core/sent-ids.ts';
import type { Session } from '../core/session.ts';
import { checkNote } from './check-note.ts';

type Hello = RequestOf<'hello'>;

const sessionAlphabet = '0123456789abcdefghijklmnopqrstuvwxyz';
const sessionLength = 10;
/** Rooms that a welcome names; the others are a `rooms` away. */
const maxRoomsTold = 100;

export function hello(chat: Chat, asker: Asker, request: Hello): Outcome {
  if (request.version !== undefined && request.version !== protocolVersion) {
    return refusal('unsupported-version', `This server speaks version ${protocolVersion}.`);
  }
  if (request.password !== undefined) {
    return refusal('auth-failed', 'This server has no accounts: come in without a password.');
  }
  const known = request.token === undefined ? undefined : chat.tokens.verify(request.token);
  if (request.token !== undefined && !known) {
    return refusal('auth-failed', 'The token is not one of this server: say hello without it.');
  }
  const id = known?.session ?? inventId(chat);
  const wish = request.name ?? known?.name;
  const now = chat.now();
  const name =
    wish === undefined ? chat.names.invent(chat.random, now) : chat.names.check(wish, id, now);
  if (isRefusal(name)) return refused(name);
  const sent = replace(chat, id);
  const session = open(
    chat,
    asker,
    { id, name, sent, bornAfter: known?.bornAfter ?? chat.log.last },
    request,
  );
  return { does: 'welcome', session, reply: welcome(chat, session, request.id) };
}

/** Unlike any session that is here; 51 bits keep it unlike those that were. */
function inventId(chat: Chat): string {
  for (;;) {
    let id = '';
    while (id.length < sessionLength) id += sessionAlphabet[Math.floor(chat.random() * 36)];
    if (!chat.hub.sessionById(id)) return id;
  }
}

/** An older connection of the session makes way, and leaves what is known of its messages. */
function replace(chat: Chat, id: string): SentIds | undefined {
  const older = chat.hub.sessionById(id);
  if (!older) return undefined;
  departAll(chat.hub, older);
  older.peer.bye('replaced', false);
  return older.sent;
}

interface Identity extends Pick<Session, 'id' | 'name' | 'bornAfter'> {
  readonly sent: SentIds | undefined;
}

function open(chat: Chat, asker: Asker, identity: Identity, request: Hello): Session {
  const { id, name, bornAfter } = identity;
  const { settings } = chat;
  const now = chat.now();
  const factor = asker.origin.isLoopback ? settings.loopbackFactor : 1;
  const session: Session = {
    id,
    owner: ownerOfSession(id),
    name,
    folded: foldName(name),
    keys: nameKeys(name),
    role: 'guest',
    colour: '',
    status: 'online',
    statusText: '',
    client: shownClient(request.client),
    origin: asker.origin,
    since: new Date(now).toISOString(),
    peer: asker.peer,
    rooms: new Set(),
    rate: new RateLimit(settings.messagesPerSecond * factor, settings.burst * factor, now),
    lastTypingMs: 0,
    bornAfter,
    sent: identity.sent ?? new SentIds(bornAfter + 1 >= chat.recent.floor),
  };
  chat.hub.add(session);
  chat.note({ event: 'came', session: id, name, client: session.client });
  return session;
}

/** Others see it in `whois`, so it keeps the rules of what people say; else it is left out. */
function shownClient(raw = ''): string {
  const text = checkNote(raw);
  return typeof text === 'string' ? text : '';
}

function welcome(chat: Chat, session: Session, requestId: string | undefined): ReplyOf<'welcome'> {
  const { settings } = chat;
  return {
    type: 'welcome',
    ...(requestId === undefined ? {} : { id: requestId }),
    version: protocolVersion,
    name: session.name,
    token: chat.tokens.sign(session.id, session.name, session.bornAfter),
    session: session.id,
    role: session.role,
    server: {
      name: 'partyline',
      version: chat.serverVersion,
      timestamp: session.since,
      durability: settings.durability,
    },
    rooms: chat.roomList.page(session.owner, '', maxRoomsTold, chat.now()).rooms,
    limits: {
      maxRequestLineBytes: limits.maxRequestLineBytes,
      maxContentLength: limits.maxContentLength,
      maxPage: limits.maxPage,
      maxRoomsPerSession: settings.maxRoomsPerSession,
      messagesPerSecond: settings.messagesPerSecond,
    },
    heartbeat: settings.pingAfterMs / 1000,
  };
}
