// What happens to one room: messages come, people come and go.

import type { EventOf, ReplyOf } from '../protocol/index.ts';
import { isDirectRoom, limits } from '../protocol/index.ts';
import { isChange } from './fold.ts';
import { findMember, putMember, removeMember, sortMembers } from './members.ts';
import { withoutArrived } from './pending.ts';
import type { Member, Message, Notice, RoomState, Timeline } from './state.ts';
import {
  addNotice,
  append,
  begin,
  emptyTimeline,
  lastNotice,
  messagesAfter,
  newestOf,
  prepend,
  removeNotice,
  replaceLastNotice,
  withChanges,
} from './timeline.ts';
import { counted, readUpTo, seen, type Viewer, withUnread } from './unread.ts';
import { presenceWords } from './words.ts';

const typingMs = 6_000;
const maxTyping = 20;
/** Names that one line about comings and goings keeps. */
const maxPresenceNames = limits.maxMembersPage;
/** Clients try again after 30 s at most; who takes longer was away. */
const awaitedMs = 60_000;

export function newRoom(name: string): RoomState {
  return {
    name,
    topic: '',
    count: 0,
    members: [],
    timeline: emptyTimeline,
    pending: [],
    uncertain: [],
    unread: 0,
    mentions: 0,
    lastRead: 0,
    readTold: 0,
    typing: [],
    typingUntil: [],
    isJoined: false,
    isJoining: false,
    isLoadingOlder: false,
    isCatchingUp: false,
  };
}

/** The server let one in, and gave the newest messages, or what followed `since`. */
export function entered(
  room: RoomState,
  reply: ReplyOf<'joined'>,
  since: number | undefined,
  viewer: Viewer,
  now: number,
): RoomState {
  const { refusal: _, refusalCode: __, ...rest } = room;
  const { topic, count, members, read = 0 } = reply;
  const inside: RoomState = {
    ...rest,
    topic,
    count,
    readTold: read,
    members: sortMembers(members),
    isJoined: true,
    isJoining: false,
    ...awaitedOf(room, members, now),
  };
  return since === undefined
    ? enteredFirst(inside, reply, viewer)
    : enteredAgain(inside, reply, since, viewer);
}

function awaitedOf(
  { members }: RoomState,
  present: readonly Member[],
  now: number,
): Pick<RoomState, 'awaited'> {
  const names = members.map(({ name }) => name).filter((name) => !findMember(present, name));
  return names.length === 0 ? {} : { awaited: { names, until: now + awaitedMs } };
}

/**
 * Where the server knows how far one has read, what came after is unread. Where it does not, what was
 * there before one came is not; what came while one was waiting is.
 */
function enteredFirst(room: RoomState, reply: ReplyOf<'joined'>, viewer: Viewer): RoomState {
  const { ahead } = room.timeline;
  const timeline = withChanges(begin(room.timeline, reply.messages, reply.last), reply.changes);
  const newest = timeline.newest ?? 0;
  const before = (ahead[0]?.seq ?? Number.POSITIVE_INFINITY) - 1;
  const lastRead = Math.min(newest, reply.read ?? before);
  const begun = withoutArrived({ ...room, timeline, lastRead }, reply.messages);
  if (reply.read === undefined) return arrived(begun, begun.timeline, viewer, lastRead);
  const unseen = arrived(begun, begun.timeline, { ...viewer, isSeen: false }, lastRead);
  const marked = withUnread(unseen, Math.max(unseen.unread, reply.unread ?? 0), lastRead);
  return viewer.isSeen ? seen(marked) : marked;
}

function enteredAgain(
  room: RoomState,
  reply: ReplyOf<'joined'>,
  since: number,
  viewer: Viewer,
): RoomState {
  const { timeline } = room;
  const isForeign = timeline.isForeign || reply.last < since;
  const next = withChanges(append({ ...timeline, isForeign }, reply.messages), reply.changes);
  const caughtUp = arrived(room, { ...next, tip: Math.max(next.tip, reply.last) }, viewer);
  return readUpTo(caughtUp, reply.read ?? 0, viewer.me);
}

/** Messages, live or by a page, in a new timeline; what they change in the room follows. */
export function arrived(
  room: RoomState,
  timeline: Timeline,
  viewer: Viewer,
  after: number = room.timeline.newest ?? Number.POSITIVE_INFINITY,
): RoomState {
  const fresh = timeline.newest === after ? [] : messagesAfter(timeline, after);
  if (fresh.length === 0) return { ...room, timeline };
  let next = withoutArrived({ ...room, timeline }, fresh);
  next = withTopic(next, fresh);
  if (room.typing.length > 0) {
    const said = fresh.filter((message) => !isChange(message));
    for (const { sender } of said) next = stoppedTyping(next, sender);
  }
  if (!viewer.isReadBack) next = { ...next, timeline: newestOf(next.timeline) };
  return counted(next, fresh, viewer);
}

/** A live message. */
export function received(room: RoomState, message: Message, viewer: Viewer): RoomState {
  return arrived(room, append(room.timeline, [message]), viewer);
}

/** An older page; what an earlier run has written may be in it. */
export function receivedOlder(room: RoomState, reply: ReplyOf<'history'>): RoomState {
  const { messages, more, changes } = reply;
  const timeline = withChanges(prepend(room.timeline, messages, more), changes);
  return withoutArrived({ ...room, timeline, isLoadingOlder: false }, messages);
}

function withTopic(room: RoomState, fresh: readonly Message[]): RoomState {
  const topic = fresh.findLast(({ kind }) => kind === 'topic');
  return topic ? { ...room, topic: topic.content } : room;
}

/** A notice without its place, which the room knows. */
export type NewNotice = Omit<Notice, 'type' | 'after'>;

/** The same problem twice in a row is one line, with the newer time. */
export function noticed(room: RoomState, notice: NewNotice): RoomState {
  const last = lastNotice(room.timeline);
  if (notice.kind === 'problem' && last?.kind === 'problem' && last.text === notice.text) {
    return { ...room, timeline: replaceLastNotice(room.timeline, { ...last, at: notice.at }) };
  }
  const after = room.timeline.newest ?? 0;
  return { ...room, timeline: addNotice(room.timeline, { ...notice, type: 'notice', after }) };
}

/** Someone came, went or changed status. Comings and goings of people in a row are one line. */
export function presenceChanged(
  room: RoomState,
  event: PresenceEvent,
  number: number,
  at: number,
): RoomState {
  const { name, count } = event;
  const known = room.members.find((member) => member.name === name);
  const news = newsOf(known, event);
  if (event.state === 'left') {
    const gone = stoppedTyping({ ...room, count, members: removeMember(room.members, name) }, name);
    return news ? presenceNoticed(gone, name, news, number, at) : gone;
  }
  const members = putMember(room.members, memberNow(known, event));
  const next = { ...room, count, members };
  const { awaited } = room;
  if (news !== 'came' || !awaited?.names.includes(name) || at > awaited.until)
    return news ? presenceNoticed(next, name, news, number, at) : next;
  return { ...next, awaited: { ...awaited, names: awaited.names.filter((one) => one !== name) } };
}

type PresenceEvent = EventOf<'presence'>;

/** People come and go. Programs are there, or not; a person who stays by a program alone went. */
function newsOf(
  known: Member | undefined,
  { state, bot }: PresenceEvent,
): 'came' | 'went' | undefined {
  if (state !== 'left' && !bot) return state === 'joined' || known?.bot ? 'came' : undefined;
  const wasPerson = known !== undefined && !known.bot;
  return wasPerson || !bot ? 'went' : undefined;
}

function memberNow(known: Member | undefined, event: PresenceEvent): Member {
  const { name, role, colour, bot } = event;
  const { bot: _, ...before } = known ?? { role: 'guest' };
  const now = {
    ...(role && { role }),
    ...(colour !== undefined && { colour }),
    ...(bot && { bot }),
  };
  return { ...before, ...now, name, status: event.state === 'away' ? 'away' : 'online' };
}

/** A direct room says by itself whether the other is there. Who comes back at once did not go. */
function presenceNoticed(
  room: RoomState,
  name: string,
  change: 'came' | 'went',
  number: number,
  at: number,
): RoomState {
  if (isDirectRoom(room.name)) return room;
  const last = lastNotice(room.timeline);
  const isSameLine = last?.kind === 'presence' && last.came !== undefined;
  const told = isSameLine ? last : { came: [], went: [] };
  const came = (told.came ?? []).filter((other) => other !== name);
  const went = (told.went ?? []).filter((other) => other !== name);
  const names = change === 'came' ? came : went;
  const undone = (change === 'came' ? told.went : told.came) ?? [];
  if (!undone.includes(name) && names.length < maxPresenceNames) names.push(name);
  if (isSameLine && came.length + went.length === 0) {
    return { ...room, timeline: removeNotice(room.timeline, last) };
  }
  const text = presenceWords({ came, went });
  if (!isSameLine) return noticed(room, { number, kind: 'presence', text, at, came, went });
  return { ...room, timeline: replaceLastNotice(room.timeline, { ...last, text, came, went }) };
}

export function startedTyping(room: RoomState, name: string, now: number): RoomState {
  const others = stoppedTyping(room, name);
  const isKnown = others !== room;
  if (!isKnown && room.typing.length >= maxTyping) return room;
  if (!isKnown) {
    const typing = [...room.typing, name];
    return { ...room, typing, typingUntil: [...room.typingUntil, now + typingMs] };
  }
  const typingUntil = room.typingUntil.with(room.typing.indexOf(name), now + typingMs);
  return { ...room, typingUntil };
}

export function stoppedTyping(room: RoomState, name: string): RoomState {
  const index = room.typing.indexOf(name);
  if (index === -1) return room;
  const typing = room.typing.toSpliced(index, 1);
  return { ...room, typing, typingUntil: room.typingUntil.toSpliced(index, 1) };
}

/** Who hasn't been heard of for a while has stopped. */
export function typingExpired(room: RoomState, now: number): RoomState {
  if (room.typingUntil.every((until) => until > now)) return room;
  const isTyping = (_: unknown, index: number) => (room.typingUntil[index] ?? 0) > now;
  const typing = room.typing.filter(isTyping);
  return { ...room, typing, typingUntil: room.typingUntil.filter(isTyping) };
}

/** The connection is gone: nothing is known of who is there, and nothing is asked for any more. */
export function disconnected(room: RoomState): RoomState {
  return {
    ...room,
    typing: [],
    typingUntil: [],
    isJoined: false,
    isJoining: false,
    isLoadingOlder: false,
    isCatchingUp: false,
  };
}

/** The log there is another one: what is held goes, and the room begins anew. */
export function forgotten(room: RoomState): RoomState {
  const { mark: _, ...rest } = room;
  // What was acknowledged was in the other log.
  const pending = room.pending.filter(({ delivery }) => delivery === 'pending');
  return {
    ...rest,
    pending,
    timeline: emptyTimeline,
    unread: 0,
    mentions: 0,
    lastRead: 0,
    readTold: 0,
  };
}
