// `history`: a page of what was said before or after a place.
import { limits, type RequestOf } from '../../protocol/index.ts';
import type { Page } from '../core/changes.ts';
import type { Ask } from '../core/chat.ts';
import { fitPage, readPage } from '../core/history.ts';
import { type Outcome, refusal, reply } from '../core/outcome.ts';
import { asObjects } from './as-objects.ts';
import { echo } from './echo.ts';
import { roomOf } from './room-of.ts';

export function history(ask: Ask, request: RequestOf<'history'>): Outcome {
  const { chat, session } = ask;
  const { before = Number.POSITIVE_INFINITY, after, limit = limits.defaultPage } = request;
  if (after !== undefined && request.before !== undefined) {
    return refusal('bad-request', 'Give "before" or "after", not both.');
  }
  const room = roomOf(chat, session, request.room);
  if ('does' in room) return room;
  const place = after === undefined ? { before } : { after };
  const read = readPage(chat.recent, chat.log, room.name, place, limit);
  const answer = (page: Page) => answerWith(ask, room.name, request, page);
  if ('ready' in read) return answer(read.ready);
  return { does: 'wait', later: read.later.then((later) => () => answer(later())) };
}

function answerWith(
  { chat }: Ask,
  room: string,
  request: RequestOf<'history'>,
  read: Page,
): Outcome {
  const page = fitPage(read, request.after === undefined ? 'newest' : 'oldest');
  const last = chat.log.known(room)?.last ?? 0;
  const { after } = request;
  const more =
    after === undefined
      ? (page.messages[0]?.prev ?? 0) !== 0
      : (page.messages.at(-1)?.seq ?? after) < last;
  return reply({ type: 'history', ...echo(request), room, ...asObjects(page), more });
}
