// What can be changed about how a room is kept: values in, values out.
import type { KeptRoom } from './room-book.ts';

/** A room that nobody has set anything for. */
export function plainRoom(name: string): KeptRoom {
  return {
    name,
    owner: undefined,
    visibility: 'open',
    description: '',
    slow: 0,
    moderators: new Set(),
    invited: new Map(),
  };
}

/** Nothing of it is worth a row. */
export function isPlain({ owner, visibility, description, slow, moderators }: KeptRoom): boolean {
  const isNobodys = owner === undefined && moderators.size === 0;
  return isNobodys && visibility === 'open' && description === '' && slow === 0;
}

export function withInvited(room: KeptRoom, owner: string, name: string): KeptRoom {
  return { ...room, invited: new Map(room.invited).set(owner, name) };
}

/** Neither invited nor a moderator any more. */
export function withoutPerson(room: KeptRoom, owner: string): KeptRoom {
  if (!room.invited.has(owner) && !room.moderators.has(owner)) return room;
  const invited = new Map(room.invited);
  invited.delete(owner);
  return { ...room, invited, moderators: without(room.moderators, owner) };
}

/** Who was the owner moderates from then on; whose role is taken stays in as a member. */
export function withRole(
  room: KeptRoom,
  { owner, name }: { readonly owner: string; readonly name: string },
  role: 'owner' | 'moderator' | 'member',
): KeptRoom {
  if (role === 'moderator') {
    return { ...room, moderators: new Set(room.moderators).add(owner) };
  }
  const moderators = without(room.moderators, owner);
  if (role === 'member') return withInvited({ ...room, moderators }, owner, name);
  if (room.owner !== undefined && room.owner !== owner) moderators.add(room.owner);
  return { ...room, owner, moderators };
}

/** The same person under another owner: a guest who has registered. */
export function passedOn(room: KeptRoom, from: string, to: string, name: string): KeptRoom {
  if (!room.invited.has(from)) return room;
  const invited = new Map(room.invited);
  invited.delete(from);
  return { ...room, invited: invited.set(to, name) };
}

function without(set: ReadonlySet<string>, value: string): Set<string> {
  const left = new Set(set);
  left.delete(value);
  return left;
}
