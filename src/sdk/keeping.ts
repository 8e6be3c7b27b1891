// How a room is kept, as the state holds it: who may come in, who looks after it, and who of those here does.
import { foldName, type ReplyOf } from '../protocol/index.ts';
import type { Keeping, Member, RoomState, State } from './state.ts';

type Told = Omit<ReplyOf<'room'>, 'type' | 'id'>;

/** What is told of a room, without what tells which one and who changed it. */
export function keepingOf({ room: _, by: __, ...told }: Told): Keeping {
  const { visibility, description, slow, owner, moderators, invited } = told;
  const own = owner === undefined ? {} : { owner };
  return { visibility, description, slow, ...own, moderators, ...(invited ? { invited } : {}) };
}

/** Names in the list bear the signs of who looks after the room now. */
export function withKeeping(room: RoomState, keeping: Keeping): RoomState {
  const before = room.keeping;
  const members = room.members.map((member) => withRole(member, before, keeping));
  const isSame = members.every((member, index) => member === room.members[index]);
  return { ...room, keeping, ...(isSame ? {} : { members }) };
}

/** A role that the room did not give (one of the whole server) is not the room's to take away. */
function withRole(member: Member, before: Keeping | undefined, now: Keeping): Member {
  const given = roleIn(now, member.name);
  const had = before && roleIn(before, member.name);
  const rest = had === undefined || had !== member.role ? member.role : 'member';
  const role = given !== undefined && rank[given] > rank[rest] ? given : rest;
  return role === member.role ? member : { ...member, role };
}

const rank: Readonly<Record<Member['role'], number>> = {
  guest: 0,
  member: 1,
  moderator: 2,
  owner: 3,
};

function roleIn({ owner, moderators }: Keeping, name: string): 'owner' | 'moderator' | undefined {
  const key = foldName(name);
  if (owner !== undefined && foldName(owner) === key) return 'owner';
  return moderators.some((one) => foldName(one) === key) ? 'moderator' : undefined;
}

/** For its members and the invited alone. @returns false as well where nobody said */
export function isPrivate(
  { rooms, directory }: Pick<State, 'rooms' | 'directory'>,
  name: string,
): boolean {
  const told = rooms.get(name)?.keeping ?? directory.find((room) => room.name === name);
  return told?.visibility === 'private';
}
