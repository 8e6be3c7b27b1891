// `leave`: goes out of a room.
import type { RequestOf } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, reply } from '../core/outcome.ts';
import { depart } from '../core/presence.ts';
import { echo } from './echo.ts';
import { ownRoom } from './room-of.ts';

export function leave({ chat, session }: Ask, request: RequestOf<'leave'>): Outcome {
  const room = ownRoom(chat, session, request.room);
  if ('does' in room) return room;
  depart(chat.hub, session, room);
  chat.note({ event: 'left', name: session.name, room: room.name });
  return reply({ type: 'left', ...echo(request), room: room.name });
}
