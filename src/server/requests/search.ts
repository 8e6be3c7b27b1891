// `search`: finds messages by their words, in whatever the asker may read.
import {
  checkRoomName,
  foldName,
  isDirectMember,
  isDirectRoom,
  isRefusal,
  limits,
  type RequestOf,
} from '../../protocol/index.ts';
import type { Page } from '../core/changes.ts';
import type { Ask } from '../core/chat.ts';
import { type Found, fitPage } from '../core/history.ts';
import { type Outcome, refusal, refused, reply } from '../core/outcome.ts';
import { readQuery, type SearchQuery } from '../core/search-query.ts';
import { asObjects } from './as-objects.ts';
import { echo } from './echo.ts';

export function search(ask: Ask, request: RequestOf<'search'>): Outcome {
  const query = queryOf(ask, request);
  if ('does' in query) return query;
  const { before = Number.POSITIVE_INFINITY, limit = limits.defaultPage } = request;
  const asked = { query, asker: ask.session.folded, before, limit };
  const found = ask.chat.log.search(asked);
  return { does: 'wait', later: found.then((results) => () => answer(request, results)) };
}

/** The text's own filters, and the fields of the request, which are one filter more. */
function queryOf({ session }: Ask, request: RequestOf<'search'>): SearchQuery | Outcome {
  const query = readQuery(request.query);
  const senders = request.sender === undefined ? query.senders : [foldName(request.sender)];
  if (request.room === undefined) return { ...query, senders };
  const room = checkRoomName(request.room);
  if (isRefusal(room)) return refused(room);
  if (isDirectRoom(room) && !isDirectMember(room, session.name)) {
    return refusal('forbidden', 'A direct room is for its two people alone.');
  }
  return { ...query, senders, rooms: [room] };
}

/** The newest words come first, so the oldest go where a line can't hold all. */
function answer(request: RequestOf<'search'>, { before, isPartial, ...found }: Found): Outcome {
  const page = fitPage(found, 'oldest');
  const last = page.messages.length < found.messages.length ? placeOfLast(page) : before;
  return reply({
    type: 'results',
    ...echo(request),
    ...asObjects(page),
    more: last !== undefined,
    ...(last === undefined ? {} : { before: last }),
    ...(isPartial ? { partial: true as const } : {}),
  });
}

/** Where the words of the last hit were said: what was edited was found at its last edit. */
function placeOfLast({ messages, changes }: Page): number | undefined {
  const last = messages.at(-1);
  return (
    changes.findLast(({ kind, target }) => kind === 'edit' && target === last?.seq)?.seq ??
    last?.seq
  );
}
