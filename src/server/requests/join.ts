// `join`: enters a room, and gives what was said there, with nothing missing and nothing twice.
import {
  checkRoomName,
  isDirectMember,
  isDirectRoom,
  isRefusal,
  limits,
  type RequestOf,
} from '../../protocol/index.ts';
import { bannedFromRoom } from '../core/ban-text.ts';
import type { Page } from '../core/changes.ts';
import type { Ask } from '../core/chat.ts';
import { rememberTold } from '../core/direct.ts';
import { type PageOfRoom, readFor } from '../core/direct-view.ts';
import { fitPage } from '../core/history.ts';
import { type Outcome, refusal, refused, reply } from '../core/outcome.ts';
import { arrive, bringInTwo, countJoined } from '../core/presence.ts';
import type { Room } from '../core/room.ts';
import { asObjects } from './as-objects.ts';
import { type Echo, echo } from './echo.ts';
import { noSuchRoom } from './known-room.ts';
import { asMembers } from './members.ts';
import { claimRoom } from './ownership.ts';
import { type ReadFields, readFields } from './read.ts';

export function join(ask: Ask, request: RequestOf<'join'>): Outcome {
  const { chat, session } = ask;
  const room = checkRoomName(request.room);
  if (isRefusal(room)) return refused(room);
  if (isDirectRoom(room) && !isDirectMember(room, session.name)) {
    return refusal('forbidden', 'A direct room is for its two people alone.');
  }
  const joined = countJoined(session);
  const isFull = joined >= chat.settings.maxRoomsPerSession;
  if (isFull && !isDirectRoom(room) && chat.hub.room(room)?.has(session) !== true) {
    return refusal('too-many', `You are in ${joined} rooms: leave one first.`);
  }
  return whenKnown(ask, room, () => {
    const shut = shutOut(ask, room);
    return shut ?? whenCounted(ask, room, (unread) => withBacklog(ask, room, request, unread));
  });
}

/** Why the room is not for the person. A private one is none to strangers, banned or not. */
function shutOut({ chat, session }: Ask, room: string): Outcome | undefined {
  if (!chat.rooms.mayRead(session, room)) return noSuchRoom();
  const ban = chat.bans.find('ban', session, room, chat.now());
  return ban && refused(bannedFromRoom(ban));
}

/** Mostly at once; a room that has long been silent has to be looked for in the log. */
function whenKnown(ask: Ask, room: string, next: () => Outcome): Outcome {
  if (ask.chat.log.known(room)?.topic !== undefined) return next();
  return { does: 'wait', later: ask.chat.log.find(room).then(() => next) };
}

/** Before the backlog is read, so that nothing can be committed between that and entering. */
function whenCounted(ask: Ask, room: string, next: (unread: ReadFields) => Outcome): Outcome {
  const unread = readFields(ask, room);
  if (!(unread instanceof Promise)) return next(unread);
  return { does: 'wait', later: unread.then((fields) => () => next(fields)) };
}

function withBacklog(
  ask: Ask,
  room: string,
  request: RequestOf<'join'>,
  unread: ReadFields,
): Outcome {
  const { since, limit = limits.defaultPage } = request;
  const place = since === undefined ? { before: Number.POSITIVE_INFINITY } : { after: since };
  const read = readFor(ask.chat, ask.session, room, place, limit, 'room');
  const enter = (page: PageOfRoom) => enterRoom(ask, room, request, page, unread);
  if ('ready' in read) return enter(read.ready);
  return { does: 'wait', later: read.later.then((page) => () => enter(page())) };
}

/**
 * From this turn on, the member gets what is committed. So with the page, and `more` where it does
 * not reach up to `last`, nothing can fall between the two.
 */
function enterRoom(
  ask: Ask,
  name: string,
  request: RequestOf<'join'> & Echo,
  read: PageOfRoom,
  unread: ReadFields,
): Outcome {
  const { chat, session } = ask;
  const { topic } = read;
  // It may have been banned, or the room made private, while the log was read.
  const shut = shutOut(ask, name);
  if (shut) return shut;
  claimRoom(ask, name);
  const page = fitPage(read, request.since === undefined ? 'newest' : 'oldest');
  const isNew = chat.hub.room(name)?.has(session) !== true;
  const room = arrive(chat.hub, session, name);
  if (isNew) chat.note({ event: 'joined', name: session.name, room: name });
  const last = isDirectRoom(name) ? enterTwo(ask, room, request, read.last) : read.last;
  return reply({
    type: 'joined',
    ...echo(request),
    room: name,
    topic,
    count: room.count,
    members: asMembers(chat.hub, room, room.page('', '', limits.maxMembersPage).members),
    ...asObjects(page),
    more: hasMore(request, page, last),
    last,
    ...unread(),
  });
}

/** @returns the newest that is known to the member, who may have been another one before (`following`) */
function enterTwo(
  { chat, session }: Ask,
  room: Room,
  { since = 0 }: RequestOf<'join'>,
  last: number,
): number {
  rememberTold(chat, room.name, bringInTwo(chat.hub, room.name));
  const known = Math.max(last, Math.min(since, chat.log.last));
  room.told.set(session, known);
  return known;
}

function hasMore(request: RequestOf<'join'>, { messages }: Page, last: number): boolean {
  if (request.since !== undefined) return (messages.at(-1)?.seq ?? request.since) < last;
  const oldest = messages[0];
  return oldest ? oldest.prev !== 0 : last > 0;
}
