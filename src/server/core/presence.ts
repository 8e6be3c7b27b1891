// Who is told that somebody came, went, changed a name or a status; in large rooms, only how many.
import { limits } from '../../protocol/index.ts';
import type { Hub } from './hub.ts';
import type { Room } from './room.ts';
import type { Session } from './session.ts';

type State = 'joined' | 'left' | 'online' | 'away';

/** Tells a room of one person; a large room's count follows with the next `tellCounts`. */
export function tellPresence(
  hub: Hub,
  room: Room,
  session: Session,
  state: State,
  reason?: string,
): void {
  if (isLarge(room)) {
    if (state === 'joined' || state === 'left') room.isCountDue = true;
    return;
  }
  const { name } = session;
  const event = { type: 'presence', room: room.name, name, state, count: room.count } as const;
  hub.tell(room, reason === undefined ? event : { ...event, reason }, session);
}

/** Tells each large room whose members have changed how many they are. Called once a second. */
export function tellCounts(hub: Hub): void {
  for (const room of hub.rooms) {
    if (!room.isCountDue) continue;
    room.isCountDue = false;
    hub.tell(room, { type: 'count', room: room.name, count: room.count });
  }
}

/** A direct room's two are in it while they are connected: being spoken to needs no joining. */
export function bringInTwo(hub: Hub, name: string): void {
  for (const person of name.slice(1).split('+')) {
    const session = hub.sessionByName(person);
    if (session?.folded !== person || hub.room(name)?.has(session)) continue;
    tellPresence(hub, hub.enter(session, name), session, 'joined');
  }
}

/** Takes a session out of one room, and says so. */
export function depart(hub: Hub, session: Session, room: Room, reason?: string): void {
  hub.leave(session, room);
  tellPresence(hub, room, session, 'left', reason);
}

/** Takes a session out of everything, and says so. */
export function departAll(hub: Hub, session: Session, reason?: string): void {
  for (const room of [...session.rooms]) depart(hub, session, room, reason);
  hub.remove(session);
}

/** Tells everyone who shares a room small enough to show names. */
export function tellRenamed(hub: Hub, session: Session, from: string): void {
  const rooms = [...session.rooms].filter((room) => !isLarge(room));
  hub.tellAcross(rooms, { type: 'renamed', from, name: session.name }, session);
}

export function isLarge(room: Room): boolean {
  return room.count > limits.maxPresenceMembers;
}
