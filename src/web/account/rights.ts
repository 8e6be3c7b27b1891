// What one may do to others in a room: as far as the page knows, to offer it; the server decides.
import { foldName, isDirectRoom } from '../../protocol/index.ts';
import { findMember } from '../../sdk/members.ts';
import type { Member, State } from '../../sdk/state.ts';

type Role = NonNullable<Member['role']>;

const ranks: Readonly<Record<Role, number>> = { owner: 3, moderator: 2, member: 1, guest: 0 };

/** One's own role in that room: the higher of what one is there and on the server. */
export function roleIn({ rooms, me }: State, room: string): Role {
  const there = findMember(rooms.get(room)?.members ?? [], me.name)?.role ?? 'guest';
  const here = me.role ?? 'guest';
  return ranks[there] > ranks[here] ? there : here;
}

/** Whether one keeps the room civil. */
export function mayModerate(state: State, room: string): boolean {
  return !isDirectRoom(room) && ranks[roleIn(state, room)] >= ranks.moderator;
}

/** Whether one may do so to that person, who need not be in the room any more. */
export function mayActOn(state: State, room: string, name: string): boolean {
  if (!mayModerate(state, room) || foldName(name) === foldName(state.me.name)) return false;
  const other = findMember(state.rooms.get(room)?.members ?? [], name)?.role ?? 'guest';
  return ranks[other] < ranks[roleIn(state, room)] || roleIn(state, room) === 'owner';
}
