// Whether somebody may say something in a room just now: not put out, not muted, not too soon where it's slowed down.
import { type Draft, isDirectRoom, type Refusal, refuse, showRoom } from '../../protocol/index.ts';
import type { Ban } from '../core/ban-book.ts';
import { muted } from '../core/ban-text.ts';
import type { Suspect } from '../core/bans.ts';
import type { Chat } from '../core/chat.ts';
import { may } from '../core/powers.ts';
import { roomsOf } from '../core/presence.ts';
import type { Session } from '../core/session.ts';

/** Asked last, as in a slow room it takes the person's turn. Whoever is muted reads on. */
export function checkSpeech(chat: Chat, session: Session, draft: Draft): Refusal | undefined {
  const { room } = draft;
  if (!isDirectRoom(room) && chat.hub.room(room)?.has(session) !== true) {
    return refuse('not-in-room', `You are not in ${showRoom(room)} any more.`);
  }
  return checkVoice(chat, session, draft);
}

/** The same of somebody who need not be in the room. */
export function checkVoice(chat: Chat, speaker: Suspect, draft: Draft): Refusal | undefined {
  const mute = chat.bans.find('mute', speaker, draft.room, chat.now());
  if (mute) return muted(mute);
  return checkPace(chat, speaker, draft);
}

/** On the server, or in a room that the person is in: what goes to all of them is not for it to say. */
export function muteAround(chat: Chat, session: Session): Ban | undefined {
  const rooms = [undefined, ...[...roomsOf(chat.hub, session.owner)].map(({ name }) => name)];
  for (const room of rooms) {
    const mute = chat.bans.find('mute', session, room, chat.now());
    if (mute) return mute;
  }
  return undefined;
}

/** What is new to read; edits, deletions and reactions change what is there. */
const slowed: ReadonlySet<Draft['kind']> = new Set<Draft['kind']>(['text', 'action', 'topic']);

function checkPace(chat: Chat, speaker: Suspect, { room, kind }: Draft): Refusal | undefined {
  const { slow = 0 } = chat.rooms.find(room) ?? {};
  if (slow === 0 || !slowed.has(kind)) return undefined;
  if (may(chat.rooms.rankIn(speaker, room), 'speak-unslowed')) return undefined;
  const retryAfterMs = chat.slowMode.take(room, speaker.owner, slow, chat.now());
  if (retryAfterMs === 0) return undefined;
  const waitS = Math.ceil(retryAfterMs / 1000);
  const message = `${showRoom(room)} is slowed down to one message in ${slow} s: wait ${waitS} s.`;
  return { code: 'rate-limited', message, retryAfterMs };
}
