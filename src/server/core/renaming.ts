// A guest's other name, everywhere at once: in its rooms, and out of the direct rooms of the old one.
import { encode, isDirectMember, isDirectRoom } from '../../protocol/index.ts';
import type { Chat } from './chat.ts';
import { depart, tellRenamed } from './presence.ts';
import type { Session } from './session.ts';

type Renaming = Pick<Chat, 'hub' | 'note'>;

/** The name is free, and another than the session has. */
export function rename({ hub, note }: Renaming, session: Session, name: string): void {
  const from = session.name;
  leaveOldDirectRooms(hub, session, name);
  hub.rename(session, name);
  tellRenamed(hub, session, from);
  note({ event: 'renamed', session: session.id, from, name });
}

/** The guest's name has become an account's: its owner comes by the password, and nobody else. */
export function renameAnew(
  chat: Renaming & Pick<Chat, 'names' | 'random' | 'now'>,
  guest: Session,
): void {
  const from = guest.name;
  const name = chat.names.invent(chat.random, chat.now());
  rename(chat, guest, name);
  guest.peer.push(encode({ type: 'renamed', from, name }));
}

/** A direct room belongs to two names: who has neither any more hears no more of it. */
function leaveOldDirectRooms(hub: Chat['hub'], session: Session, name: string): void {
  for (const room of [...session.rooms]) {
    if (isDirectRoom(room.name) && !isDirectMember(room.name, name)) {
      depart(hub, session, room, 'renamed');
    }
  }
}
