// `members`: who is in a room, a page at a time.
import { foldName, limits, type ReplyOf, type RequestOf } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import type { Hub } from '../core/hub.ts';
import { type Outcome, reply } from '../core/outcome.ts';
import { botField } from '../core/presence.ts';
import type { Room } from '../core/room.ts';
import type { Session } from '../core/session.ts';
import { echo } from './echo.ts';
import { roomOf } from './room-of.ts';

export function members({ chat, session }: Ask, request: RequestOf<'members'>): Outcome {
  const room = roomOf(chat, session, request.room);
  if ('does' in room) return room;
  const { prefix = '', after = '', limit = limits.maxMembersPage } = request;
  const page = room.page(foldName(prefix), foldName(after), limit);
  return reply({
    type: 'members',
    ...echo(request),
    room: room.name,
    members: asMembers(chat.hub, room, page.members),
    count: room.count,
    more: page.more,
  });
}

/** Members of a room as the wire has them. */
export function asMembers(
  hub: Hub,
  room: Room,
  sessions: readonly Session[],
): ReplyOf<'members'>['members'] {
  return sessions.map((session) => ({
    name: session.name,
    status: session.status,
    role: hub.roleIn(session, room.name),
    ...(session.colour === '' ? {} : { colour: session.colour }),
    ...botField(session.isBot && room.isBot(session.folded)),
  }));
}
