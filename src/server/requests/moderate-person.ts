// What an act of moderation does to one person: to its sessions, to those of the same network, to what is kept.
import { type EventOf, encode, showRoom } from '../../protocol/index.ts';
import type { Ban } from '../core/ban-book.ts';
import { networkOfPerson } from '../core/bans.ts';
import type { Ask } from '../core/chat.ts';
import { formatNetwork } from '../core/cidr.ts';
import { withoutPerson } from '../core/kept-room.ts';
import { type Outcome, refusal } from '../core/outcome.ts';
import { putOff, putOutOfRoom, tellAct } from '../core/putting-out.ts';
import type { Room } from '../core/room.ts';
import type { Session } from '../core/session.ts';
import { keepRoom } from './keep-room.ts';
import type { Act } from './moderate.ts';
import { actEvent, inventId, noteAct } from './moderation-words.ts';
import type { Person } from './whom.ts';

/** The rank was checked. @returns what is told of it */
export function actOnPerson(ask: Ask, act: Act, whom: Person): EventOf<'moderated'> | Outcome {
  const event = actEvent(ask, act, { name: whom.name });
  const done = perform(ask, act, whom, event);
  if (done) return done;
  noteAct(ask, act, whom.name);
  return event;
}

function perform(
  ask: Ask,
  act: Act,
  whom: Person,
  event: EventOf<'moderated'>,
): Outcome | undefined {
  switch (act.action) {
    case 'kick':
      return kick(ask, act, whom, event);
    case 'ban':
    case 'mute':
      return restrict(ask, act, act.action, whom, event);
    case 'unban':
      return release(ask, act, 'ban', whom, event);
    case 'unmute':
      return release(ask, act, 'mute', whom, event);
  }
}

function kick(ask: Ask, act: Act, whom: Person, event: EventOf<'moderated'>): Outcome | undefined {
  const { hub } = ask.chat;
  const room = act.room === undefined ? undefined : hub.room(act.room);
  const isHere = whom.sessions.some((each) => act.room === undefined || room?.has(each) === true);
  if (!isHere) return refusal('no-such-user', `${whom.name} is not here.`);
  putOut(ask, act, 'kicked', whom.sessions, event);
  return undefined;
}

function restrict(
  ask: Ask,
  act: Act,
  action: Ban['action'],
  whom: Person,
  event: EventOf<'moderated'>,
): Outcome | undefined {
  const { chat } = ask;
  const ban = banOf(ask, act, action, whom);
  if (!chat.bans.add(ban, chat.now())) {
    return refusal(
      'too-many',
      'There are as many bans and mutes as there can be: undo some first.',
    );
  }
  if (action === 'mute')
    tellAct(roomsOf(ask, act, whom.sessions), whom.sessions, event, ask.session);
  else {
    putOut(ask, act, 'banned', heldBy(ask, ban), event);
    if (act.room !== undefined) takePart(ask, act.room, whom);
  }
  return undefined;
}

function release(
  ask: Ask,
  act: Act,
  action: Ban['action'],
  whom: Person,
  event: EventOf<'moderated'>,
): Outcome | undefined {
  const lifted = ask.chat.bans.lift(action, act.room, whom);
  if (lifted.length === 0) {
    const done = action === 'ban' ? 'banned' : 'muted';
    const where = act.room === undefined ? 'on the whole server' : `in ${showRoom(act.room)}`;
    return refusal('no-such-user', `${whom.name} is not ${done} ${where}.`);
  }
  tellAct(roomsOf(ask, act, whom.sessions), whom.sessions, event, ask.session);
  return undefined;
}

function banOf({ chat, session }: Ask, act: Act, action: Ban['action'], whom: Person): Ban {
  const networks = whom.sessions.map(({ origin }) => networkOfPerson(origin));
  const network = networks.find((each) => each !== undefined);
  return {
    id: inventId(chat),
    action,
    room: act.room,
    name: whom.name,
    keys: whom.keys,
    owner: whom.owner === '' ? undefined : whom.owner,
    network: network && formatNetwork(network),
    isNetworkHidden: network !== undefined,
    by: session.name,
    sinceMs: chat.now(),
    untilMs: act.untilMs,
    reason: act.reason,
  };
}

/** Everyone that the new ban holds for; who did it is none of them. */
function heldBy({ chat, session }: Ask, ban: Ban): Session[] {
  const { bans, hub, now } = chat;
  const people = ban.room === undefined ? hub.sessions : (hub.room(ban.room)?.members ?? []);
  return [...people].filter(
    (each) => each !== session && bans.find('ban', each, ban.room, now())?.id === ban.id,
  );
}

/** Those who are put out have heard why when the others hear of it. */
function putOut(
  ask: Ask,
  act: Act,
  how: 'kicked' | 'banned',
  sessions: readonly Session[],
  event: EventOf<'moderated'>,
): void {
  const { hub } = ask.chat;
  const rooms = roomsOf(ask, act, sessions);
  const why = { by: ask.session.name, reason: act.reason, how };
  if (act.room === undefined) {
    const line = encode(event);
    for (const session of sessions) session.peer.push(line);
    putOff(hub, sessions, how);
  } else for (const room of rooms) putOutOfRoom(hub, room, sessions, why);
  tellAct(rooms, [], event, ask.session);
}

/** Where the act is seen: in its room, or in every room that the people are in. */
function roomsOf({ chat }: Ask, act: Act, sessions: readonly Session[]): Room[] {
  if (act.room === undefined) return [...new Set(sessions.flatMap(({ rooms }) => [...rooms]))];
  const room = chat.hub.room(act.room);
  return room ? [room] : [];
}

/** Who is banned from a room has no part in it any more: neither invitation nor role. */
function takePart(ask: Ask, name: string, whom: Person): void {
  const room = ask.chat.rooms.find(name);
  if (room) keepRoom(ask, room, withoutPerson(room, whom.owner));
}
