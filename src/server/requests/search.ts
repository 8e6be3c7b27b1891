// `search`: finds messages by their words, in whatever the asker may read.
import {
  checkRoomName,
  foldName,
  isDirectMember,
  isDirectRoom,
  isRefusal,
  limits,
  type Message,
  type RequestOf,
} from '../../protocol/index.ts';
import type { Page } from '../core/changes.ts';
import type { Ask } from '../core/chat.ts';
import { mayReadMessage } from '../core/direct.ts';
import { type Found, fitPage } from '../core/history.ts';
import { type Outcome, refusal, refused, reply } from '../core/outcome.ts';
import { readQuery, type SearchQuery } from '../core/search-query.ts';
import { asObjects } from './as-objects.ts';
import { echo } from './echo.ts';

export function search(ask: Ask, request: RequestOf<'search'>): Outcome {
  const query = queryOf(ask, request);
  if ('does' in query) return query;
  const { before = Number.POSITIVE_INFINITY, limit = limits.defaultPage } = request;
  const { chat, session } = ask;
  // All of them, however many: where a page ends tells of a hit as well as the hit does.
  const closed = chat.rooms.closedTo(session.owner);
  const found = chat.log.search({ query, asker: session.owner, closed, before, limit });
  return { does: 'wait', later: found.then((results) => () => answer(ask, request, results)) };
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

/** Where a line can't hold all, what was found last waits for the next page. */
function answer(
  ask: Ask,
  request: RequestOf<'search'>,
  { before, isPartial, ...all }: Found,
): Outcome {
  const found = readableOf(ask, all);
  const hits = hitsOf(found);
  const ordered = found.messages.toSorted((one, other) => hits(other) - hits(one));
  const page = fitPage({ ...found, messages: ordered }, 'oldest');
  const isCut = page.messages.length < ordered.length;
  const oldest = page.messages.at(-1);
  const last = isCut && oldest ? hits(oldest) : before;
  const messages = page.messages.toSorted((one, other) => other.seq - one.seq);
  return reply({
    type: 'results',
    ...echo(request),
    ...asObjects({ ...page, messages }),
    more: last !== undefined,
    ...(last === undefined ? {} : { before: last }),
    ...(isPartial ? { partial: true as const } : {}),
  });
}

/** A room may have been closed since the question was asked. */
function readableOf({ chat, session }: Ask, { messages, changes }: Page): Page {
  const mayRead = (message: Message) =>
    chat.rooms.mayRead(session, message.room) && mayReadMessage(session, message);
  return { messages: messages.filter(mayRead), changes: changes.filter(mayRead) };
}

/** Where each message was found: at its last edit, whose words are what it says now, or at itself. */
function hitsOf({ changes }: Page): (message: Message) => number {
  const edits = changes.filter(({ kind }) => kind === 'edit');
  const places = new Map(edits.map(({ target, seq }) => [target, seq]));
  return ({ seq }) => places.get(seq) ?? seq;
}
