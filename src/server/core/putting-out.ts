// How people are put out of a room, or off the server, and who hears of an act of moderation.
import { type EventOf, encode } from '../../protocol/index.ts';
import type { Hub } from './hub.ts';
import { depart, departAll } from './presence.ts';
import type { Room } from './room.ts';
import type { Session } from './session.ts';

export interface Why {
  readonly by: string;
  readonly reason: string;
  readonly how: 'kicked' | 'banned';
}

/** Out of one room by all the sessions given; each hears of it, and the room that they left. */
export function putOutOfRoom(
  hub: Hub,
  room: Room,
  sessions: Iterable<Session>,
  { by, reason, how }: Why,
): void {
  const because = reason === '' ? {} : { reason };
  const event = encode({ type: 'kicked', room: room.name, by, ...because });
  for (const session of sessions) {
    if (!room.has(session)) continue;
    session.peer.push(event);
    depart(hub, session, room, how);
  }
}

/** Off the server by all the sessions given, for good: their clients shall not come back by themselves. */
export function putOff(hub: Hub, sessions: Iterable<Session>, how: Why['how']): void {
  for (const session of sessions) {
    departAll(hub, session, how);
    session.peer.bye(how, false);
  }
}

/** The event for these people and for all who are in one of the rooms, once for each. */
export function tellAct(
  rooms: Iterable<Room>,
  people: Iterable<Session>,
  event: EventOf<'moderated'>,
  except: Session,
): void {
  const line = encode(event);
  const told = new Set<Session>([except]);
  const tell = (session: Session) => {
    if (told.has(session)) return;
    told.add(session);
    session.peer.push(line);
  };
  for (const person of people) tell(person);
  for (const room of rooms) for (const member of room.members) tell(member);
}
