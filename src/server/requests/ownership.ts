// Whose a room becomes that never was: of the account that first joins it.
import { isDirectRoom } from '../../protocol/index.ts';
import type { Ask, Chat } from '../core/chat.ts';
import { plainRoom } from '../core/kept-room.ts';
import { isGuest, type Session } from '../core/session.ts';
import { noteFailure } from './moderation-words.ts';

/**
 * Before the person is in it; the room has been looked for in the log. Nobody is kept from joining by
 * what can't be kept: then the room is nobody's.
 */
export function claimRoom({ chat, session }: Ask, name: string): void {
  if (isGuest(session) || isDirectRoom(name)) return;
  const hasBeen = chat.hub.room(name) ?? chat.rooms.find(name);
  if (hasBeen || chat.log.known(name)?.last !== 0) return;
  if (!chat.rooms.canOwnMore(session.owner)) return;
  try {
    chat.rooms.save({ ...plainRoom(name), owner: session.owner });
    chat.note({ event: 'room-made', name: session.name, room: name });
  } catch (error) {
    noteFailure(chat, error);
  }
}

/** Where a guest was asked in, the account is that it has become. */
export function handOverRooms(chat: Chat, guest: Session, account: Session): void {
  try {
    chat.rooms.passOn(guest.owner, account.owner, account.name);
  } catch (error) {
    noteFailure(chat, error);
  }
}
