// `typing`, `ping` and `pong`: signs of life.
import type { RequestOf } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { nothing, type Outcome, reply } from '../core/outcome.ts';
import { isLarge } from '../core/presence.ts';
import { echo } from './echo.ts';

/** Never answered, so what can't be told is dropped: wrong room, too often, too many listeners, muted. */
export function typing({ chat, session }: Ask, request: RequestOf<'typing'>): Outcome {
  const room = chat.hub.room(request.room);
  const now = chat.now();
  if (!room?.has(session) || isLarge(room)) return nothing;
  if (!chat.rooms.mayRead(session, room.name)) return nothing;
  if (now - session.lastTypingMs < chat.settings.typingEveryMs) return nothing;
  session.lastTypingMs = now;
  if (chat.bans.find('mute', session, room.name, now)) return nothing;
  const event = { type: 'typing', room: room.name, name: session.name } as const;
  chat.hub.tellOthers(room, event, session.owner);
  return nothing;
}

export function ping(_ask: Ask, request: RequestOf<'ping'>): Outcome {
  const { timestamp } = request;
  return reply({
    type: 'pong',
    ...echo(request),
    ...(timestamp === undefined ? {} : { timestamp }),
  });
}

export function pong(): Outcome {
  return nothing;
}
