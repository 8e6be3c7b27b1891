// Everything that can happen to the state, as one table: an input, and what it makes of the state.
import {
  directPeer,
  type EventOf,
  foldName,
  isDirectMember,
  isDirectRoom,
  type ReplyOf,
  showRoom,
} from '../protocol/index.ts';
import { findMember, renameMember, sortMembers } from './members.ts';
import {
  acknowledged,
  arrived,
  delayed,
  disconnected,
  entered,
  failed,
  forgotten,
  newRoom,
  noticed,
  presenceChanged,
  received,
  seen,
  startedTyping,
  stoppedTyping,
  submitted,
  typingExpired,
  type Viewer,
  withoutMark,
} from './room.ts';
import type { ConnectionState, Failed, Me, Notice, Pending, RoomState, State } from './state.ts';
import { fill, prepend } from './timeline.ts';

/** Rooms that a client holds: strangers could open any number of direct ones. */
export const maxRooms = 200;

/** What the client did, asked for or was told; the fields that go with each. */
interface OwnInputs {
  connection: { readonly connection: ConnectionState };
  asked: { readonly room: string; readonly what: Question; readonly is: boolean };
  entered: { readonly reply: ReplyOf<'joined'>; readonly since?: number };
  refused: { readonly room: string; readonly why: string };
  older: { readonly reply: ReplyOf<'history'> };
  newer: { readonly reply: ReplyOf<'history'> };
  listed: { readonly reply: ReplyOf<'members'> };
  directory: { readonly rooms: State['directory'] };
  submitted: { readonly pending: Pending };
  acked: { readonly pending: Pending };
  delayed: { readonly pending: Pending; readonly why: string };
  failed: { readonly pending: Pending; readonly cause: FailureCause };
  noticed: { readonly room: string; readonly kind: 'info' | 'problem'; readonly text: string };
  opened: { readonly room: string };
  reopened: { readonly room: string };
  shown: { readonly room: string };
  removed: { readonly room: string };
  expired: { readonly room: string };
  looked: { readonly isLooking: boolean };
  me: { readonly me: Partial<Me> };
}

type OwnInput = {
  [Type in keyof OwnInputs]: { readonly type: Type } & OwnInputs[Type];
}[keyof OwnInputs];

/** What can happen: events as they came, the reply that opens a session, and the client's own. */
export type Input =
  | EventOf<'message' | 'presence' | 'renamed' | 'count' | 'typing' | 'read' | 'invited' | 'kicked'>
  | ReplyOf<'welcome'>
  | OwnInput;

/** What a room can be waiting for. */
export type Question = 'isJoining' | 'isLoadingOlder' | 'isCatchingUp';
export type FailureCause = Pick<Failed, 'why' | 'code' | 'publicId'>;
type InputOf<Type extends Input['type']> = Extract<Input, { type: Type }>;
type Table = {
  [Type in Input['type']]: (state: State, input: InputOf<Type>, now: number) => State;
};

/** The state after an input. Pure; the same object if nothing changed. */
export function reduce(state: State, input: Input, now: number): State {
  const change = table[input.type] as (state: State, input: Input, now: number) => State;
  return change(state, input, now);
}

export function initialState(name: string, room: string): State {
  return {
    connection: { status: 'offline', attempt: 0 },
    me: { name, status: 'online' },
    rooms: new Map([[room, newRoom(room)]]),
    current: room,
    isLooking: true,
    directory: [],
    noticeNumber: 0,
    isEnded: false,
  };
}

const table: Table = {
  connection: (state, { connection }) => {
    const wasLive = state.connection.status === 'live' && connection.status !== 'live';
    const isEnded = connection.status === 'offline';
    return { ...(wasLive ? inEachRoom(state, disconnected) : state), connection, isEnded };
  },
  welcome,
  me: (state, { me }) => ({ ...state, me: { ...state.me, ...me } }),

  asked: (state, { room, what, is }) => inRoom(state, room, (it) => ({ ...it, [what]: is })),
  entered: (state, { reply, since }, now) => enter(state, reply, since, now),
  refused: (state, { room, why }) =>
    inRoom(state, room, (it) => ({ ...it, isJoining: false, isJoined: false, refusal: why })),
  older: (state, { reply }) =>
    inRoom(state, reply.room, (it) => ({
      ...it,
      timeline: prepend(it.timeline, reply.messages, reply.more),
      isLoadingOlder: false,
    })),
  newer: (state, { reply }) =>
    inRoom(state, reply.room, (it) => {
      const timeline = fill(it.timeline, reply.messages);
      return { ...arrived(it, timeline, viewer(state, it.name)), isCatchingUp: false };
    }),
  listed: (state, { reply }) =>
    inRoom(state, reply.room, (it) => ({
      ...it,
      count: reply.count,
      members: sortMembers(reply.members),
    })),
  directory: (state, { rooms }) => ({ ...state, directory: rooms }),

  message: (state, message) => {
    const isNewDirect =
      !state.rooms.has(message.room) && isDirectMember(message.room, state.me.name);
    const open = isNewDirect && isDirectRoom(message.room) ? openRoom(state, message.room) : state;
    return inRoom(open, message.room, (it) => received(it, message, viewer(open, it.name)));
  },
  presence: (state, event, now) => {
    if (foldName(event.name) === foldName(state.me.name)) {
      return inRoom(state, event.room, (it) => ({ ...it, count: event.count }));
    }
    const changed = inRoom(state, event.room, (it) =>
      presenceChanged(it, event, state.noticeNumber, now),
    );
    return { ...changed, noticeNumber: state.noticeNumber + 1 };
  },
  renamed,
  count: (state, { room, count }) => inRoom(state, room, (it) => ({ ...it, count })),
  typing: (state, { room, name }, now) =>
    foldName(name) === foldName(state.me.name)
      ? state
      : inRoom(state, room, (it) => startedTyping(it, name, now)),
  expired: (state, { room }, now) => inRoom(state, room, (it) => typingExpired(it, now)),
  read: (state, { room, seq }) =>
    inRoom(state, room, (it) => (seq >= (it.timeline.newest ?? 0) ? withoutMark(seen(it)) : it)),
  invited: (state, { room, by }, now) =>
    say(state, state.current, 'info', `${by} invites you: /join ${showRoom(room)}`, now),
  kicked: (state, { room, by, reason }, now) => {
    const why = `${by} put you out of ${showRoom(room)}${reason ? `: ${reason}` : '.'}`;
    const out = inRoom(state, room, (it) => ({ ...disconnected(it), refusal: why }));
    return say(out, room, 'problem', why, now);
  },

  submitted: (state, { pending }) =>
    inRoom(openRoom(state, pending.room), pending.room, (it) => submitted(it, pending)),
  acked: (state, { pending }) =>
    inRoom(state, pending.room, (it) => acknowledged(it, pending.id, state.me)),
  delayed: (state, { pending, why }) =>
    inRoom(state, pending.room, (it) => delayed(it, pending.id, why)),
  failed: (state, { pending, cause }) =>
    inRoom(state, pending.room, (it) => failed(it, pending, cause)),
  noticed: (state, { room, kind, text }, now) => say(state, room, kind, text, now),
  opened: (state, { room }) => openRoom(state, room),
  reopened: (state, { room }) => inRoom(state, room, ({ refusal: _, ...it }) => it),
  shown: (state, { room }) => show(state, room),
  removed: (state, { room }) => remove(state, room),
  looked: (state, { isLooking }) => {
    // A view says this at every drawing: a new state each time would draw it again, without end.
    const looked = state.isLooking === isLooking ? state : { ...state, isLooking };
    return isLooking ? inRoom(looked, state.current, seen) : looked;
  },
};

function welcome(state: State, reply: ReplyOf<'welcome'>): State {
  const { name, session, role, rooms, limits } = reply;
  const { timestamp: _, ...server } = reply.server;
  const me: Me = { ...state.me, name, session, role };
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
  const next = inRoom(begun, reply.room, (it) =>
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
      const isTold = !isMe || room === state.current;
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
  return { me: state.me, isSeen: state.isLooking && state.current === room };
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
  const current = { ...left, current: name };
  return state.isLooking ? inRoom(current, name, seen) : current;
}

/** The last room stays: there is always one on the screen. */
function remove(state: State, name: string): State {
  if (state.rooms.size < 2 || !state.rooms.has(name)) return state;
  const names = [...state.rooms.keys()];
  const index = names.indexOf(name);
  const rooms = new Map(state.rooms);
  rooms.delete(name);
  if (state.current !== name) return { ...state, rooms };
  return show({ ...state, rooms }, names[index + 1] ?? names[index - 1] ?? '');
}

function say(state: State, room: string, kind: Notice['kind'], text: string, at: number): State {
  const number = state.noticeNumber;
  const said = inRoom(state, room, (it) => noticed(it, { number, kind, text, at }));
  return { ...said, noticeNumber: number + 1 };
}
