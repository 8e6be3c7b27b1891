// The room that a request names, where the asker is in it; or the refusal.
import { checkRoomName, isRefusal, showRoom } from '../../protocol/index.ts';
import type { Chat } from '../core/chat.ts';
import { type Outcome, refusal, refused } from '../core/outcome.ts';
import type { Room } from '../core/room.ts';
import type { Session } from '../core/session.ts';

/** Refused also where it is not for the asker any more, in the same words. */
export function roomOf(chat: Chat, session: Session, raw: string): Room | Outcome {
  const room = ownRoom(chat, session, raw);
  if ('does' in room || chat.rooms.mayRead(session, room.name)) return room;
  return notIn(room.name);
}

/** Whether it is for the asker or not: to go out of it. */
export function ownRoom(chat: Chat, session: Session, raw: string): Room | Outcome {
  // Nearly always the name is in its plain form already.
  const plain = chat.hub.room(raw);
  if (plain?.has(session)) return plain;
  const name = checkRoomName(raw);
  if (isRefusal(name)) return refused(name);
  const room = chat.hub.room(name);
  if (room?.has(session)) return room;
  return notIn(name);
}

function notIn(name: string): Outcome {
  return refusal('not-in-room', `You are not in ${showRoom(name)}: join it first.`);
}
