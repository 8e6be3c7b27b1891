// Everything that can happen to the state, as one table: an input, and what it makes of the state.
import {
  directPeer,
  type EventOf,
  foldName,
  isDirectMember,
  isDirectRoom,
  ownerOfSession,
  type ReplyOf,
  showRoom,
} from '../protocol/index.ts';
import { isChange } from './fold.ts';
import type { Input } from './inputs.ts';
import { keepingOf, withKeeping } from './keeping.ts';
import { findMember, renameMember, sortMembers } from './members.ts';
import { acknowledged, delayed, failed, submitted, written } from './pending.ts';
import {
  arrived,
  disconnected,
  entered,
  forgotten,
  newRoom,
  noticed,
  presenceChanged,
  received,
  receivedOlder,
  startedTyping,
  stoppedTyping,
  typingExpired,
} from './room.ts';
import { meOf } from './standing.ts';
import type { Hit, Me, Member, Notice, RoomState, State, Visit } from './state.ts';
import { fill, lastOf, withChanges } from './timeline.ts';
import { readUpTo, seen, type Viewer, withoutMark } from './unread.ts';
import { newVisit, visitAsked, withLiveChange, withPage } from './visit.ts';

/** Rooms that a client holds: strangers could open any number of direct ones. */
export const maxRooms = 200;

type InputOf<Type extends Input['type']> = Extract<Input, { type: Type }>;
type Table = {
  [Type in Input['type']]: (state: State, input: InputOf<Type>, now: number) => State;
};

/** The state after an input. Pure; the same object if nothing changed. */
export function reduce(state: State, input: Input, now: number): State {
  const change = table[input.type] as (state: State, input: Input, now: number) => State;
  return change(state, input, now);
}

/** @param room the first one; a program has none, and so nothing on a screen */
export function initialState(
  name: string,
  room: string | undefined,
  others: readonly string[] = [],
): State {
  const first = room === undefined ? [] : [room];
  const names = others.some((other) => other === room) ? others : [...first, ...others];
  // The first room is among them, also where there are too many.
  const open = new Set([...names.slice(0, maxRooms - first.length), ...first]);
  return {
    connection: { status: 'offline', attempt: 0 },
    me: { name, status: 'online' },
    rooms: new Map([...open].map((one) => [one, newRoom(one)])),
    current: room ?? '',
    isLooking: true,
    hidesPresence: false,
    colours: new Map(),
    directory: [],
    noticeNumber: 0,
    isEnded: false,
  };
}

const table: Table = {
  connection: (state, { connection }) => {
    const wasLive = state.connection.status === 'live' && connection.status !== 'live';
    const isEnded = connection.status === 'offline';
    return { ...(wasLive ? lost(state) : state), connection, isEnded };
  },
  welcome,
  registered: (state, reply) => {
    const { session } = state.me;
    const earlier = session === undefined ? {} : { earlier: session };
    return { ...state, me: { ...state.me, ...meOf(reply), ...earlier } };
  },
  sessionEnded: (state) => inEachRoom(lost(state), triedAnew),
  loggedOut: (state, { name }) => {
    return { ...state, me: { ...state.me, role: 'guest', isAccount: false, loggedOut: name } };
  },
  me: (state, { me }) => ({ ...state, me: { ...state.me, ...me } }),

  asked: (state, { room, what, is }) => inRoom(state, room, (it) => ({ ...it, [what]: is })),
  entered: (state, { reply, since }, now) => enter(state, reply, since, now),
  refused: (state, { room, why, code }) => {
    const open = state.visit?.room === room ? endVisit(state) : state;
    return inRoom(open.quest?.room === room ? withoutQuest(open) : open, room, (it) => {
      return { ...it, isJoining: false, isJoined: false, refusal: why, refusalCode: code };
    });
  },
  older: (state, { reply }) => inRoom(state, reply.room, (it) => receivedOlder(it, reply)),
  newer: (state, { reply }) =>
    inRoom(state, reply.room, (it) => {
      const timeline = withChanges(fill(it.timeline, reply.messages), reply.changes);
      return { ...arrived(it, timeline, viewer(state, it.name)), isCatchingUp: false };
    }),
  listed: (state, { reply }) =>
    inRoom(withColours(state, reply.members), reply.room, (it) => ({
      ...it,
      count: reply.count,
      members: sortMembers(reply.members),
    })),
  directory: (state, { rooms }) => ({ ...state, directory: rooms }),

  message: (state, message) => {
    const isNewDirect =
      !state.rooms.has(message.room) && isDirectMember(message.room, state.me.name);
    const open = isNewDirect && isDirectRoom(message.room) ? openRoom(state, message.room) : state;
    const next = inVisit(open, undefined, (visit) => withLiveChange(visit, message));
    return inRoom(next, message.room, (it) => received(it, message, viewer(next, it.name)));
  },
  presence: (state, event, now) => {
    if (event.colour !== undefined) return present(withColours(state, [event]), event, now);
    return present(state, event, now);
  },
  renamed,
  count: (state, { room, count }) => inRoom(state, room, (it) => ({ ...it, count })),
  typing: (state, { room, name }, now) =>
    foldName(name) === foldName(state.me.name)
      ? state
      : inRoom(state, room, (it) => startedTyping(it, name, now)),
  expired: (state, { room }, now) => inRoom(state, room, (it) => typingExpired(it, now)),
  read: (state, { room, seq }) => inRoom(state, room, (it) => readUpTo(it, seq, state.me)),
  readTold: (state, { room, seq }) =>
    inRoom(state, room, (it) => (seq > it.readTold ? { ...it, readTold: seq } : it)),
  invited: (state, { room, by }, now) =>
    say(state, state.current, 'info', `${by} invites you: /join ${showRoom(room)}`, now),
  kicked: (state, { room, by, reason }, now) => {
    const why = `${by} put you out of ${showRoom(room)}${reason ? `: ${reason}` : '.'}`;
    const out = inRoom(state, room, (it) => {
      return { ...disconnected(it), refusal: why, refusalCode: 'kicked' };
    });
    return say(out, room, 'problem', why, now);
  },
  profiled: (state, { profile }) => withColours(state, [profile]),
  keeping: (state, { reply }) =>
    inRoom(state, reply.room, (it) => withKeeping(it, keepingOf(reply))),

  submitted: (state, { pending }) => {
    const isLeaving = state.visit?.room === pending.room && !isChange(pending);
    const open = openRoom(isLeaving ? endVisit(state) : state, pending.room);
    return inRoom(open, pending.room, (it) => submitted(it, pending));
  },
  written: (state, { pending, publicId }) =>
    inRoom(state, pending.room, (it) => written(it, pending.id, publicId)),
  acked: (state, { pending, seq }) =>
    inRoom(state, pending.room, (it) => acknowledged(it, pending.id, seq)),
  delayed: (state, { pending, why }) =>
    inRoom(state, pending.room, (it) => delayed(it, pending.id, why)),
  failed: (state, { pending, cause }) =>
    inRoom(state, pending.room, (it) => failed(it, pending, cause)),
  noticed: (state, { room, kind, text, hits }, now) => say(state, room, kind, text, now, hits),
  searched: (state, { search }) => ({ ...state, search }),
  sought: (state, { quest }) => (state.rooms.has(quest.room) ? { ...state, quest } : state),
  questEnded: withoutQuest,
  visited: (state, { room, seq, note }) => {
    const number = state.noticeNumber;
    const notice: Notice | undefined = note && {
      type: 'notice',
      kind: 'info',
      number,
      after: 0,
      ...note,
    };
    const open = withoutQuest(state);
    if (!open.rooms.has(room)) return open;
    // Also without a note: the number tells this visit from all others.
    const noticeNumber = number + 1;
    return { ...open, visit: newVisit(room, seq, noticeNumber, notice), noticeNumber };
  },
  visitAsked: (state, input) =>
    inVisit(state, input, (visit) => visitAsked(visit, input.direction, input.is)),
  visitPage: (state, input) =>
    inVisit(state, input, (visit) => withPage(visit, input.direction, input.reply)),
  visitEnded: (state) => endVisit(state),
  opened: (state, { room }) => openRoom(state, room),
  reopened: (state, { room }) => inRoom(state, room, withoutRefusal),
  shown: (state, { room }) => show(state, room),
  removed: (state, { room }) => remove(state, room),
  trimmed: (state, { room, most }) =>
    inRoom(state, room, (it) => ({ ...it, timeline: lastOf(it.timeline, most) })),
  presenceHidden: (state, { isHidden }) => ({ ...state, hidesPresence: isHidden }),
  looked: (state, { isLooking }) => {
    // A view says this at every drawing: a new state each time would draw it again, without end.
    const looked = state.isLooking === isLooking ? state : { ...state, isLooking };
    return isSeen(looked, state.current) ? inRoom(looked, state.current, seen) : looked;
  },
};

function present(state: State, event: EventOf<'presence'>, now: number): State {
  if (foldName(event.name) === foldName(state.me.name)) {
    return inRoom(state, event.room, (it) => ({ ...it, count: event.count }));
  }
  const changed = inRoom(state, event.room, (it) => {
    const next = presenceChanged(it, event, state.noticeNumber, now);
    return state.hidesPresence ? { ...next, timeline: it.timeline } : next;
  });
  return { ...changed, noticeNumber: state.noticeNumber + 1 };
}

/** What was asked for is not coming any more. */
function lost(state: State): State {
  const next = inVisit(inEachRoom(state, disconnected), undefined, (visit) =>
    visitAsked(visitAsked(visit, 'older', false), 'newer', false),
  );
  return {
    ...next,
    ...(next.search && { search: { ...next.search, isAsking: false } }),
    ...(next.quest && { quest: { ...next.quest, isAsking: false } }),
  };
}

/** What was closed to who one was may be open to who one is now. */
function triedAnew(room: RoomState): RoomState {
  if (room.refusal === undefined || room.formerly !== undefined) return room;
  return withoutRefusal(room);
}

function withoutRefusal({ refusal: _, refusalCode: __, ...room }: RoomState): RoomState {
  return room;
}

/** Names whose colour is kept: more than speak in all rooms together. */
const maxColours = 2_000;

/** With the colours that these people chose; who says none has none. */
function withColours(state: State, people: readonly Pick<Member, 'name' | 'colour'>[]): State {
  const changed = people.filter(({ name, colour }) => state.colours.get(foldName(name)) !== colour);
  if (changed.length === 0) return state;
  const colours = new Map(state.colours);
  for (const { name, colour } of changed) {
    if (colour === undefined) colours.delete(foldName(name));
    else if (colours.size < maxColours) colours.set(foldName(name), colour);
  }
  return { ...state, colours };
}

function inVisit(
  state: State,
  place: { readonly room: string; readonly seq: number } | undefined,
  change: (visit: Visit) => Visit,
): State {
  const { visit } = state;
  if (!visit || (place && (place.room !== visit.room || place.seq !== visit.seq))) return state;
  const next = change(visit);
  return next === visit ? state : { ...state, visit: next };
}

function withoutQuest(state: State): State {
  if (state.quest === undefined) return state;
  const { quest: _, ...rest } = state;
  return rest;
}

/** The room is on the screen again as it is now. */
function endVisit(state: State): State {
  const { visit, ...rest } = withoutQuest(state);
  if (!visit) return rest;
  return isSeen(rest, rest.current) ? inRoom(rest, rest.current, seen) : rest;
}

function welcome(state: State, reply: ReplyOf<'welcome'>): State {
  const { name, rooms, limits } = reply;
  const { timestamp: _, ...server } = reply.server;
  const { earlier, ...before } = state.me;
  const isSame = ownerOfSession(state.me.session ?? '') === ownerOfSession(reply.session);
  const said = isSame && earlier !== undefined ? { earlier } : {};
  const me: Me = { ...before, ...said, ...meOf(reply) };
  const next: State = { ...state, me, server: { ...server, limits }, directory: rooms };
  const direct = rooms.filter((room) => isDirectRoom(room.name) && isDirectMember(room.name, name));
  return direct.reduce((open, room) => openRoom(open, room.name), next);
}

function enter(
  state: State,
  reply: ReplyOf<'joined'>,
  since: number | undefined,
  now: number,
): State {
  const held = state.rooms.get(reply.room)?.timeline;
  const isAnew = since === undefined && held?.newest !== undefined;
  const begun = isAnew ? inRoom(state, reply.room, forgotten) : state;
  const next = inRoom(withColours(begun, reply.members), reply.room, (it) =>
    entered(it, reply, since, viewer(state, it.name), now),
  );
  const text = 'The server’s log is not the one from before: this is what it holds now.';
  return held?.isForeign ? say(next, reply.room, 'problem', text, now) : next;
}

function renamed(state: State, event: EventOf<'renamed'>, now: number): State {
  const { from, name } = event;
  const isMe = foldName(from) === foldName(state.me.name);
  const me = isMe ? { ...state.me, name } : state.me;
  const rooms = [...state.rooms.values()];
  const concerned = rooms.filter((it) => isMe || isConcerned(it, from));
  return concerned.reduce(
    (next, { name: room }) => {
      const changed = inRoom(next, room, (it) => renamedIn(it, from, name, isMe));
      const text = isMe ? `You are ${name} now.` : `${from} is ${name} now.`;
      const isTold = isMe ? room === state.current : !state.hidesPresence;
      return isTold ? say(changed, room, 'presence', text, now) : changed;
    },
    { ...state, me },
  );
}

function isConcerned(room: RoomState, from: string): boolean {
  if (isDirectRoom(room.name)) return isDirectMember(room.name, from);
  return findMember(room.members, from) !== undefined;
}

function renamedIn(room: RoomState, from: string, name: string, isMe: boolean): RoomState {
  const members = renameMember(room.members, from, name);
  const next = { ...stoppedTyping(room, from), members };
  if (!isMe || !isDirectRoom(room.name) || isDirectMember(room.name, name)) return next;
  const refusal = `You were ${from} here: go on with /msg ${directPeer(room.name, from)}`;
  return { ...next, isJoined: false, isJoining: false, refusal, formerly: from };
}

function viewer(state: State, room: string): Viewer {
  const isSeenNow = isSeen(state, room);
  const isReadBack = state.current === room && !isSeenNow;
  return { me: state.me, isSeen: isSeenNow, isReadBack };
}

/** Whether what comes into the room now comes before the person's eyes. */
function isSeen(state: State, room: string): boolean {
  return state.isLooking && state.current === room && state.visit?.room !== room;
}

function inRoom(state: State, name: string, change: (room: RoomState) => RoomState): State {
  const room = state.rooms.get(name);
  const next = room && change(room);
  if (!next || next === room) return state;
  return { ...state, rooms: new Map(state.rooms).set(name, next) };
}

function inEachRoom(state: State, change: (room: RoomState) => RoomState): State {
  const rooms = new Map([...state.rooms].map(([name, room]) => [name, change(room)]));
  return { ...state, rooms };
}

function openRoom(state: State, name: string): State {
  if (state.rooms.has(name) || state.rooms.size >= maxRooms) return state;
  return { ...state, rooms: new Map(state.rooms).set(name, newRoom(name)) };
}

function show(state: State, name: string): State {
  const open = openRoom(state, name);
  if (!open.rooms.has(name)) return state;
  const left = state.current === name ? open : inRoom(open, state.current, withoutMark);
  const kept = left.quest?.room === name ? left : withoutQuest(left);
  const current = { ...kept, current: name };
  return isSeen(current, name) ? inRoom(current, name, seen) : current;
}

/** The last room on the screen stays: there is always one. */
function remove(state: State, name: string): State {
  if (state.visit?.room === name) return remove(endVisit(state), name);
  if (state.quest?.room === name) return remove(withoutQuest(state), name);
  const isLast = state.rooms.size < 2 && state.current === name;
  if (isLast || !state.rooms.has(name)) return state;
  const names = [...state.rooms.keys()];
  const index = names.indexOf(name);
  const rooms = new Map(state.rooms);
  rooms.delete(name);
  if (state.current !== name) return { ...state, rooms };
  return show({ ...state, rooms }, names[index + 1] ?? names[index - 1] ?? '');
}

function say(
  state: State,
  room: string,
  kind: Notice['kind'],
  text: string,
  at: number,
  hits: readonly Hit[] = [],
): State {
  const number = state.noticeNumber;
  const list = hits.length === 0 ? {} : { hits };
  const said = inRoom(state, room, (it) => noticed(it, { number, kind, text, at, ...list }));
  return { ...said, noticeNumber: number + 1 };
}
