// Who may do what to whom: one ladder of ranks, and for each act the lowest rank that may do it.
import type { ServerRole } from './session.ts';

/** What the server's own roles can do stands above what a room's can. From the lowest up. */
export const ladder = [
  'guest',
  'member',
  'room-moderator',
  'room-owner',
  'server-moderator',
  'server-owner',
] as const;

export type Rank = (typeof ladder)[number];

/** What there is to do in a room and on the server; and who may, with all who stand above. */
export const powers = {
  /** In a room: */
  'see-state': 'guest',
  invite: 'room-moderator',
  uninvite: 'room-moderator',
  describe: 'room-moderator',
  slow: 'room-moderator',
  'speak-unslowed': 'room-moderator',
  'delete-of-others': 'room-moderator',
  moderate: 'room-moderator',
  'list-bans': 'room-moderator',
  visibility: 'room-owner',
  roles: 'room-owner',
  /** On the whole server: */
  'moderate-server': 'server-moderator',
  'list-server-bans': 'server-moderator',
} as const satisfies Record<string, Rank>;

export type Act = keyof typeof powers;

/** Somebody, as far as ranks go. */
export interface Ranked {
  readonly owner: string;
  readonly role: ServerRole;
}

/** A room, as far as ranks go; undefined: one that is nobody's. */
export type RankedRoom =
  | {
      readonly owner: string | undefined;
      readonly moderators: ReadonlySet<string>;
      readonly visibility: 'open' | 'private';
    }
  | undefined;

const onServer = {
  guest: 'guest',
  member: 'member',
  moderator: 'server-moderator',
  owner: 'server-owner',
} as const satisfies Record<ServerRole, Rank>;

export function rankOnServer({ role }: Pick<Ranked, 'role'>): Rank {
  return onServer[role];
}

/** A private room belongs to its people: the server's roles count for nothing there. */
export function rankIn(room: RankedRoom, person: Ranked): Rank {
  const own = rankOfRoom(room, person);
  return room?.visibility === 'private' ? own : higher(own, rankOnServer(person));
}

function rankOfRoom(room: RankedRoom, { owner, role }: Ranked): Rank {
  if (room?.owner === owner) return 'room-owner';
  if (room?.moderators.has(owner)) return 'room-moderator';
  return role === 'guest' ? 'guest' : 'member';
}

export function may(rank: Rank, act: Act): boolean {
  return ladder.indexOf(rank) >= ladder.indexOf(powers[act]);
}

/** Nobody does anything to who is of the same rank, or a higher one. */
export function isAbove(rank: Rank, other: Rank): boolean {
  return ladder.indexOf(rank) > ladder.indexOf(other);
}

const shownAs: readonly ServerRole[] = ['guest', 'member', 'moderator', 'owner'];

/** What others see of it: the higher of the two roles that somebody has in a room. */
export function roleIn(room: RankedRoom, person: Ranked): ServerRole {
  const own = roleOfRoom(room, person);
  const isPrivate = room?.visibility === 'private';
  if (isPrivate || shownAs.indexOf(own) > shownAs.indexOf(person.role)) return own;
  return person.role;
}

/** What stands beside somebody's name where it is of no one room. */
export function highestOf(roles: readonly ServerRole[]): ServerRole {
  return shownAs.findLast((role) => roles.includes(role)) ?? 'guest';
}

function roleOfRoom(room: RankedRoom, person: Ranked): ServerRole {
  const rank = rankOfRoom(room, person);
  if (rank === 'room-owner') return 'owner';
  if (rank === 'room-moderator') return 'moderator';
  return rank === 'guest' ? 'guest' : 'member';
}

function higher(one: Rank, other: Rank): Rank {
  return isAbove(one, other) ? one : other;
}
