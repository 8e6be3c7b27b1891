// `rooms`: the rooms that one can join, by the beginning of their names.
import { limits, type RequestOf } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, reply } from '../core/outcome.ts';
import { echo } from './echo.ts';

export function rooms({ chat }: Ask, request: RequestOf<'rooms'>): Outcome {
  const prefix = (request.prefix ?? '').replace(/^#/, '').toLowerCase();
  const found = chat.roomList.all(chat.now()).filter(({ name }) => name.startsWith(prefix));
  const listed = found.slice(0, limits.maxRoomsPage);
  const more = found.length > listed.length;
  return reply({ type: 'rooms', ...echo(request), rooms: listed, more });
}
