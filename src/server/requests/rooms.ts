// `rooms`: the rooms that one can join, those with the most people first.
import { isDirectRoom, limits, type ReplyOf, type RequestOf } from '../../protocol/index.ts';
import type { Ask, Chat } from '../core/chat.ts';
import { type Outcome, reply } from '../core/outcome.ts';
import { echo } from './echo.ts';

type Rooms = ReplyOf<'rooms'>['rooms'];

export function rooms({ chat }: Ask, request: RequestOf<'rooms'>): Outcome {
  const prefix = (request.prefix ?? '').replace(/^#/, '').toLowerCase();
  return reply({
    type: 'rooms',
    ...echo(request),
    ...listRooms(chat, prefix, limits.maxRoomsPage),
  });
}

/** Rooms with people in them or messages in the log; direct rooms are nobody else's business. */
export function listRooms(
  chat: Chat,
  prefix: string,
  limit: number,
): { rooms: Rooms; more: boolean } {
  const names = new Set<string>();
  for (const room of chat.hub.rooms) names.add(room.name);
  for (const [name] of chat.log.rooms()) names.add(name);
  const listed: Rooms = [];
  for (const name of names) {
    if (!name.startsWith(prefix) || isDirectRoom(name)) continue;
    const topic = chat.log.known(name)?.topic ?? '';
    listed.push({ name, topic, count: chat.hub.room(name)?.count ?? 0 });
  }
  listed.sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
  return { rooms: listed.slice(0, limit), more: listed.length > limit };
}
