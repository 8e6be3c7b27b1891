// The room that a request is about, whether the asker is in it or not; who may not read it hears that there is none.
import { checkRoomName, isDirectRoom, isRefusal } from '../../protocol/index.ts';
import type { Ask, Chat } from '../core/chat.ts';
import { type Outcome, refusal, refused } from '../core/outcome.ts';

/** The one sentence for rooms that are not and rooms that are not for the asker (§9.3). */
export function noSuchRoom(): Outcome {
  return refusal('no-such-room', 'There is no such room for you.');
}

/** Waits where the room has to be looked for: also for one that the asker may not know of. */
export function whenRoomIs(ask: Ask, raw: string, next: (room: string) => Outcome): Outcome {
  const room = checkRoomName(raw);
  if (isRefusal(room)) return refused(room);
  if (isDirectRoom(room)) {
    return refusal('forbidden', 'A direct room is kept as it is: it belongs to its two people.');
  }
  const { chat, session } = ask;
  const answer = () => {
    return isThere(chat, room) && chat.rooms.mayRead(session, room) ? next(room) : noSuchRoom();
  };
  if (chat.log.known(room) !== undefined) return answer();
  return { does: 'wait', later: chat.log.find(room).then(() => answer) };
}

function isThere(chat: Chat, room: string): boolean {
  if (chat.rooms.find(room) || chat.hub.room(room)) return true;
  return (chat.log.known(room)?.last ?? 0) > 0;
}
