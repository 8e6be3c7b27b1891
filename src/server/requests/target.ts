// Whether a message may do what it asks for to the message that it points at.
import {
  isDirectRoom,
  type Kind,
  type Message,
  ownerOfId,
  type Refusal,
  refuse,
} from '../../protocol/index.ts';
import type { Page } from '../core/changes.ts';
import { becoming, noPage } from '../core/changes.ts';
import type { Chat } from '../core/chat.ts';
import { mayReadMessage } from '../core/direct.ts';
import { type Read, upToDate } from '../core/history.ts';
import { isAbove, may, type Rank } from '../core/powers.ts';
import type { Session } from '../core/session.ts';

/** The message that is pointed at, and what it became. */
export function readTarget(chat: Chat, room: string, target: number): Read<Page> {
  const { recent, log } = chat;
  const held = recent.find(room, target);
  if (held) return { ready: becoming([held], recent.changesOf) };
  if (target >= recent.floorOf(room)) return { ready: noPage };
  return { later: log.readOne(room, target).then((page) => () => upToDate(recent, page)) };
}

/** Why the session may not do this to that message; undefined: it may. */
export function checkTarget(
  chat: Chat,
  session: Session,
  room: string,
  kind: Kind,
  { messages: [message], changes }: Page,
): Refusal | undefined {
  if (message === undefined || !mayReadMessage(session, message))
    return refuse('no-such-message', 'There is no such message there.');
  if (kind === 'text') return undefined;
  if (changes.some((change) => change.kind === 'delete')) {
    return refuse('no-such-message', 'That message was deleted.');
  }
  if (!targets[kind]?.has(message.kind)) {
    return refuse('forbidden', 'Point at the message itself: this is no text.');
  }
  if (kind === 'reaction' || isOwn(session, message)) return undefined;
  if (kind === 'delete' && mayDelete(chat, session, room, message)) return undefined;
  return refuse('forbidden', 'Only what you said yourself, in this session, is yours to change.');
}

/** What a moderator takes away the operator hears of; what somebody takes back is its own business. */
export function noteDeletion(chat: Chat, session: Session, { messages: [message] }: Page): void {
  if (!message || isOwn(session, message)) return;
  const { sender, room, seq } = message;
  chat.note({ event: 'deleted', name: session.name, whom: sender, room, seq });
}

function mayDelete(chat: Chat, session: Session, room: string, message: Message): boolean {
  if (isDirectRoom(room)) return false;
  const rank = chat.rooms.rankIn(session, room);
  return may(rank, 'delete-of-others') && isAbove(rank, rankOfSender(chat, room, message));
}

/** Without an id it may have been whoever has the name: better too high than too low. */
function rankOfSender(chat: Chat, room: string, { id, sender }: Message): Rank {
  const owner = id === undefined ? undefined : ownerOfId(id);
  const { accounts } = chat;
  const account = owner === undefined ? accounts.findByName(sender) : accounts.find(owner);
  return account ? chat.rooms.rankIn({ owner: account.id, role: account.role }, room) : 'guest';
}

const said: ReadonlySet<Kind> = new Set<Kind>(['text', 'action']);

/** What each kind can be done to. A reaction is taken back by deleting it. */
const targets: Partial<Record<Kind, ReadonlySet<Kind>>> = {
  edit: said,
  delete: new Set<Kind>([...said, 'reaction']),
  reaction: said,
};

/**
 * By the owner and not by the name, which a later guest may bear: what an account said is its own on each
 * of its devices. A message without an id is known to be the session's own for as long as it is connected.
 */
function isOwn(session: Session, { id, seq }: Message): boolean {
  if (id === undefined) return session.sent.hasUnnamed(seq);
  const owner = ownerOfId(id);
  return owner !== undefined && (owner === session.owner || owner === session.earlier);
}
