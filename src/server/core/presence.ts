// Who is told that somebody came, went, changed a name or a status; in large rooms, only how many.
import { isDirectRoom, limits } from '../../protocol/index.ts';
import type { Hub } from './hub.ts';
import type { Room } from './room.ts';
import type { Session, Status } from './session.ts';

type State = 'joined' | 'left' | 'online' | 'away';

/** Tells a room of one person; a large room's count follows with the next `tellCounts`. */
function tellPresence(hub: Hub, room: Room, session: Session, state: State, reason?: string): void {
  if (isLarge(room)) {
    if (state === 'joined' || state === 'left') room.isCountDue = true;
    return;
  }
  const { name, colour } = session;
  const isBot = state === 'left' ? session.isBot : room.isBot(session.folded);
  const event = { ...presence(room, name, state), ...botField(isBot) };
  const role = hub.roleIn(session, room.name);
  const about = state === 'joined' ? aboutPerson(role, colour) : {};
  hub.tell(room, { ...event, ...about, ...(reason === undefined ? {} : { reason }) }, session);
}

/** Tells a room, the person too, what that person may do there from now on. */
export function tellRole(hub: Hub, room: Room, session: Session): void {
  if (isLarge(room)) return;
  const { name, status } = session;
  const role = hub.roleIn(session, room.name);
  const bot = botField(room.isBot(session.folded));
  hub.tell(room, { ...presence(room, name, status), role, ...bot });
}

/** Tells every room what a person is like now: the role, the colour, the status. */
export function tellAbout(hub: Hub, session: Session): void {
  const { name, status, statusText, colour } = session;
  const reason = statusText === '' ? {} : { reason: statusText };
  for (const room of roomsOf(hub, session.owner)) {
    if (isLarge(room)) continue;
    const role = hub.roleIn(session, room.name);
    const about = { ...reason, role, colour, ...botField(room.isBot(session.folded)) };
    hub.tell(room, { ...presence(room, name, status), ...about }, session);
  }
}

/** Somebody else has changed what an account may do. */
export function setRole(hub: Hub, session: Session, role: Session['role']): void {
  if (session.role === role) return;
  for (const each of hub.sessionsOf(session.owner)) each.role = role;
  tellAbout(hub, session);
}

/** The status is that of all sessions of one person, and is told once where they are. */
export function setStatus(hub: Hub, session: Session, status: Status, text: string): void {
  if (session.status === status && session.statusText === text) return;
  for (const each of hub.sessionsOf(session.owner)) {
    each.status = status;
    each.statusText = text;
  }
  for (const room of roomsOf(hub, session.owner)) {
    tellPresence(hub, room, session, status, text === '' ? undefined : text);
  }
}

/** Every room that one of a person's sessions is in. */
export function roomsOf(hub: Hub, owner: string): ReadonlySet<Room> {
  const rooms = new Set<Room>();
  for (const session of hub.sessionsOf(owner)) for (const room of session.rooms) rooms.add(room);
  return rooms;
}

function presence({ name: room, count }: Room, name: string, state: State) {
  return { type: 'presence', room, name, state, count } as const;
}

/** As the wire has it: nothing of people. */
export function botField(isBot: boolean): { readonly bot?: true } {
  return isBot ? { bot: true } : {};
}

/** What a name alone does not say; nothing of most guests. */
function aboutPerson(role: Session['role'], colour: string) {
  return { ...(role === 'guest' ? {} : { role }), ...(colour === '' ? {} : { colour }) };
}

/** Tells each large room whose members have changed how many they are. Called once a second. */
export function tellCounts(hub: Hub): void {
  for (const room of hub.rooms) {
    if (!room.isCountDue) continue;
    room.isCountDue = false;
    hub.tell(room, { type: 'count', room: room.name, count: room.count });
  }
}

/** Direct rooms that a session can be in: as many as a `welcome` lists, and some for who speaks to it now. */
const maxDirectRooms = 250;

/** Into a room, and says so where the person was not in it, or only by programs. */
export function arrive(hub: Hub, session: Session, name: string): Room {
  if (isDirectRoom(name)) leaveOldestDirect(hub, session, name);
  const wasBot = hub.room(name)?.isBot(session.folded) === true;
  const { room, isNew } = hub.enter(session, name);
  if (isNew) tellPresence(hub, room, session, 'joined');
  else if (wasBot && !session.isBot) tellPresence(hub, room, session, session.status);
  return room;
}

/**
 * Others bring one into direct rooms, by any number of names: so one goes out of others for a new one, first
 * of those that nobody else is in any more. What is said there brings one in again.
 */
function leaveOldestDirect(hub: Hub, session: Session, coming: string): void {
  if (hub.room(coming)?.has(session) === true) return;
  const direct = directRoomsOf(session);
  if (direct.length < maxDirectRooms) return;
  const oldest = direct.find(({ count }) => count < 2) ?? direct[0];
  if (oldest) depart(hub, session, oldest);
}

function directRoomsOf(session: Session): Room[] {
  return [...session.rooms].filter(({ name }) => isDirectRoom(name));
}

/** Rooms that one has entered oneself: into direct ones everybody can bring one. */
export function countJoined(session: Session): number {
  return session.rooms.size - directRoomsOf(session).length;
}

/**
 * A direct room's two are in it while they are connected, by all their sessions: being spoken to needs no
 * joining.
 * @param between only those of them; without: whoever has the names
 * @returns the sessions that were not in it
 */
export function bringInTwo(
  hub: Hub,
  name: string,
  between?: readonly [string, string],
): readonly Session[] {
  const brought: Session[] = [];
  for (const person of name.slice(1).split('+')) {
    const session = hub.sessionByName(person);
    if (session?.folded !== person || between?.includes(session.owner) === false) continue;
    for (const each of hub.sessionsOf(session.owner)) {
      if (hub.room(name)?.has(each) === true) continue;
      arrive(hub, each, name);
      brought.push(each);
    }
  }
  return brought;
}

/** Takes a session out of one room, and says so where it was the person's last one in it, or the last but programs. */
export function depart(hub: Hub, session: Session, room: Room, reason?: string): void {
  const isGone = hub.leave(session, room);
  const isNowBot = !session.isBot && room.isBot(session.folded);
  if (isGone) tellPresence(hub, room, session, 'left', reason);
  else if (isNowBot) tellPresence(hub, room, session, session.status);
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
