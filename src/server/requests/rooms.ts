// `rooms`: the rooms that one can join, by the beginning of their names.
import { limits, type RequestOf } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, reply } from '../core/outcome.ts';
import { echo } from './echo.ts';

export function rooms({ chat, session }: Ask, request: RequestOf<'rooms'>): Outcome {
  const prefix = (request.prefix ?? '').replace(/^#/, '').toLowerCase();
  const page = chat.roomList.page(session.owner, prefix, limits.maxRoomsPage, chat.now());
  return reply({ type: 'rooms', ...echo(request), ...page });
}
