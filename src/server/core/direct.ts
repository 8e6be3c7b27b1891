// Whose a direct room's messages are: between which two owners each is said, and who may read it.
import {
  directPeer,
  foldName,
  isDirectRoom,
  type Message,
  type Refusal,
  refuse,
} from '../../protocol/index.ts';
import type { Chat } from './chat.ts';
import type { Session } from './session.ts';

/** How long after the server's start guests with whom one talked before are taken to be on the way back. */
const askedForMs = 120_000;
/** And how long anybody is. */
const comingBackMs = 15_000;

/**
 * Whether what was said there is for this session: in a direct room for its two owners alone, whoever bears
 * their names now. Of an older log's lines nobody knows whose they are, so nobody gets them.
 */
export function mayReadMessage(
  { owner, earlier }: Pick<Session, 'owner' | 'earlier'>,
  { room, between }: Pick<Message, 'room' | 'between'>,
): boolean {
  if (!isDirectRoom(room)) return true;
  if (between === undefined) return false;
  return between.includes(owner) || (earlier !== undefined && between.includes(earlier));
}

/**
 * Of sessions that others bring into a direct room: what they were told of it before, so that the next message
 * says which one it follows. Only memory is asked: they join it next.
 * @param before only what was said before that seq
 */
export function rememberTold(
  { hub, recent }: Pick<Chat, 'hub' | 'recent'>,
  room: string,
  sessions: readonly Session[],
  before = Number.POSITIVE_INFINITY,
): void {
  if (sessions.length === 0) return;
  const said = recent.before(room, before, Number.POSITIVE_INFINITY);
  for (const session of sessions) {
    const last = said.findLast((message) => mayReadMessage(session, message));
    hub.room(room)?.told.set(session, last?.seq ?? 0);
  }
}

type People = Pick<Chat, 'hub' | 'names' | 'accounts' | 'recent' | 'now'>;

/**
 * The owners of a direct room's two, in the order of its names, as one of them says something there now.
 * Fails with `no-such-user`, or, while guests come back to a server that has just begun, `rate-limited`.
 */
export function betweenIn(
  chat: People,
  session: Session,
  room: string,
): readonly [string, string] | Refusal {
  const name = directPeer(room, session.folded);
  const peer = ownerNamed(chat, name) ?? talkedBefore(chat, session, room);
  // A name that one gave up a moment ago is still kept, for oneself.
  if (peer === undefined || peer === session.owner) return nobodyThere(chat);
  return room.startsWith(`@${session.folded}+`) ? [session.owner, peer] : [peer, session.owner];
}

/**
 * Who has exactly that name, not one that looks like it: who is connected, else its account, which may be
 * away, else the guest who lost the link a moment ago.
 */
function ownerNamed(
  { hub, names, accounts, now }: Pick<Chat, 'hub' | 'names' | 'accounts' | 'now'>,
  name: string,
): string | undefined {
  const connected = hub.sessionByName(name);
  if (connected !== undefined && connected.folded === foldName(name)) return connected.owner;
  const account = accounts.findByName(name);
  if (account?.isWebhook) return undefined;
  return account?.id ?? names.ownerKept(name, now());
}

/** After a restart no name is kept, but guests come back to what they talked about: the log tells with whom. */
function talkedBefore(
  { hub, names, accounts, recent, now }: People,
  session: Session,
  room: string,
): string | undefined {
  if (!names.beganWithin(askedForMs, now())) return undefined;
  const between = recent.before(room, Number.POSITIVE_INFINITY, 1)[0]?.between;
  if (!between?.includes(session.owner)) return undefined;
  const [one, other] = between;
  const peer = one === session.owner ? other : one;
  // Who is here has a name, and it is another one; an account that is gone is not coming back.
  const isElsewhere = hub.sessionsOf(peer).size > 0 || accounts.find(peer) !== undefined;
  return isElsewhere ? undefined : peer;
}

function nobodyThere({ names, now }: People): Refusal {
  // What was on its way to somebody who is on the way back, too, is not refused for good.
  return names.beganWithin(comingBackMs, now()) ? notBackYet : noSuchUser;
}

const notBackYet: Refusal = {
  code: 'rate-limited',
  message: 'The server has just begun, and nobody of that name is back yet.',
  retryAfterMs: 1_000,
};

export const noSuchUser = refuse(
  'no-such-user',
  'Nobody of that name is here, and no account has it: what one says to a guest is not kept.',
);
