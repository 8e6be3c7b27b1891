// What was said to somebody in direct rooms and not read yet: told when one of the sessions comes.
import type { Chat } from './chat.ts';
import type { RoomSummary } from './room-list.ts';
import type { Session } from './session.ts';

/** As many as a screen lists; the others are a search away. */
const maxTold = 50;

type Read = Pick<Chat, 'directRooms' | 'hub' | 'now' | 'readMarkers'>;

/** Direct rooms with something after the person's read marker, the newest first. */
export function waitingRooms(chat: Read, session: Session): RoomSummary[] {
  const { directRooms, hub, now, readMarkers } = chat;
  const isWaiting = ({ room, last }: { room: string; last: number }) =>
    last > (readMarkers.find(session.owner, room, last, now()) ?? 0);
  return directRooms
    .of(session)
    .filter(isWaiting)
    .slice(0, maxTold)
    .map(({ room }) => ({ name: room, topic: '', count: hub.room(room)?.count ?? 0 }));
}
