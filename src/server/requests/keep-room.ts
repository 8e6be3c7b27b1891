// Keeps a room another way, and tells those who are in it, or are put out of it, or asked in.
import type { ReplyOf } from '../../protocol/index.ts';
import type { Ask, Chat } from '../core/chat.ts';
import { plainRoom } from '../core/kept-room.ts';
import { type Outcome, refusal } from '../core/outcome.ts';
import { tellRole } from '../core/presence.ts';
import { putOutOfRoom } from '../core/putting-out.ts';
import type { KeptRoom } from '../core/room-book.ts';
import type { Session } from '../core/session.ts';
import { noteFailure } from './moderation-words.ts';

type RoomState = Omit<ReplyOf<'room'>, 'id'>;

/** @returns why it could not be kept; then nothing has changed */
export function keepRoom(ask: Ask, before: KeptRoom, after: KeptRoom): Outcome | undefined {
  if (before === after) return undefined;
  const { chat, session } = ask;
  const roles = rolesIn(chat, after.name);
  try {
    chat.rooms.save(after);
  } catch (error) {
    noteFailure(chat, error);
    return refusal('storage-unavailable', 'How the room is kept could not be written: try again.');
  }
  putOutStrangers(ask, after.name);
  tellState(ask, after.name);
  tellRoles(chat, after.name, roles);
  chat.note({
    event: 'room-kept',
    room: after.name,
    name: session.name,
    changed: changed(before, after),
  });
  return undefined;
}

/** A room as those see it who may read it; of an open one nobody needs to know who was asked in. */
export function stateOf(chat: Chat, room: KeptRoom, by?: string): RoomState {
  const { name, visibility, description, slow, moderators, invited } = room;
  const nameOf = (account: string) => chat.accounts.find(account)?.name ?? [];
  const [owner] = room.owner === undefined ? [] : [nameOf(room.owner)].flat();
  return {
    type: 'room',
    room: name,
    visibility,
    description,
    slow,
    ...(owner === undefined ? {} : { owner }),
    moderators: [...moderators].flatMap(nameOf),
    ...(visibility === 'private' ? { invited: [...invited.values()] } : {}),
    ...(by === undefined ? {} : { by }),
  };
}

function putOutStrangers({ chat, session }: Ask, name: string): void {
  const room = chat.hub.room(name);
  const strangers = room?.members.filter(({ owner }) => !chat.rooms.isOpenTo(owner, name)) ?? [];
  const why = { by: session.name, reason: '', how: 'kicked' } as const;
  if (room) putOutOfRoom(chat.hub, room, strangers, why);
}

function tellState({ chat, session }: Ask, name: string): void {
  const room = chat.hub.room(name);
  const kept = chat.rooms.find(name) ?? plainRoom(name);
  if (room) chat.hub.tell(room, stateOf(chat, kept, session.name), session);
}

function rolesIn(chat: Chat, name: string): Map<Session, string> {
  const members = chat.hub.room(name)?.members ?? [];
  return new Map(members.map((member) => [member, chat.rooms.roleIn(member, name)]));
}

/** Once a person, by whichever of its sessions. */
function tellRoles(chat: Chat, name: string, before: Map<Session, string>): void {
  const room = chat.hub.room(name);
  const told = new Set<string>();
  for (const member of room?.members ?? []) {
    const hasChanged = chat.rooms.roleIn(member, name) !== before.get(member);
    if (!room || !hasChanged || told.has(member.owner)) continue;
    told.add(member.owner);
    tellRole(chat.hub, room, member);
  }
}

/** For the operator: in words what is new, and never whom it is about beyond a number. */
function changed(before: KeptRoom, after: KeptRoom): string {
  const words: string[] = [];
  if (before.visibility !== after.visibility) words.push(after.visibility);
  if (before.description !== after.description) words.push('description');
  if (before.slow !== after.slow) words.push(`slow ${after.slow} s`);
  if (before.owner !== after.owner) words.push('owner');
  if (before.moderators !== after.moderators) words.push(`${after.moderators.size} moderators`);
  if (before.invited !== after.invited) words.push(`${after.invited.size} invited`);
  return words.join(', ');
}
