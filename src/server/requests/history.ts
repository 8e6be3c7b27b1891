// `history`: a page of what was said before or after a place, or since a time.
import { limits, type RequestOf } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { type PageOfRoom, readFor } from '../core/direct-view.ts';
import { fitPage, type Place } from '../core/history.ts';
import { type Outcome, refusal, reply } from '../core/outcome.ts';
import { momentOf } from '../core/search-query.ts';
import { asObjects } from './as-objects.ts';
import { echo } from './echo.ts';
import { roomOf } from './room-of.ts';

export function history(ask: Ask, request: RequestOf<'history'>): Outcome {
  const { chat, session } = ask;
  const { limit = limits.defaultPage } = request;
  const place = placeOf(request);
  if ('does' in place) return place;
  const room = roomOf(chat, session, request.room);
  if ('does' in room) return room;
  const read = readFor(chat, session, room.name, place, limit);
  const answer = (page: PageOfRoom) => {
    // It may have been put out while the log was read.
    const still = roomOf(chat, session, room.name);
    return 'does' in still ? still : answerWith(room.name, request, page);
  };
  if ('ready' in read) return answer(read.ready);
  return { does: 'wait', later: read.later.then((later) => () => answer(later())) };
}

function placeOf({ before, after, at }: RequestOf<'history'>): Place | Outcome {
  if ([before, after, at].filter((given) => given !== undefined).length > 1) {
    return refusal('bad-request', 'Give one of "before", "after" and "at".');
  }
  if (after !== undefined) return { after };
  if (at === undefined) return { before: before ?? Number.POSITIVE_INFINITY };
  const since = momentOf(at);
  if (since !== undefined) return { since: new Date(since).toISOString() };
  return refusal('bad-request', '"at" must be a time as 2026-11-20T14:30:00Z.');
}

function answerWith(room: string, request: RequestOf<'history'>, read: PageOfRoom): Outcome {
  const { after, at } = request;
  const isForward = after !== undefined || at !== undefined;
  const page = fitPage(read, isForward ? 'oldest' : 'newest');
  const { last } = read;
  const more = isForward
    ? (page.messages.at(-1)?.seq ?? after ?? last) < last
    : (page.messages[0]?.prev ?? 0) !== 0;
  return reply({ type: 'history', ...echo(request), room, ...asObjects(page), more });
}
