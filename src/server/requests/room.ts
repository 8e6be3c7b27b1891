// `room`: tells how a room is kept, and changes it: who may come in, what it is for, who may do what.
import { foldName, type RequestOf } from '../../protocol/index.ts';
import { muted } from '../core/ban-text.ts';
import type { Ask } from '../core/chat.ts';
import { plainRoom } from '../core/kept-room.ts';
import { type Outcome, refusal, refused, reply } from '../core/outcome.ts';
import { type Act, may } from '../core/powers.ts';
import type { KeptRoom } from '../core/room-book.ts';
import { echo } from './echo.ts';
import { keepRoom, stateOf } from './keep-room.ts';
import { whenRoomIs } from './known-room.ts';
import { changes } from './room-changes.ts';
import { whomOf } from './whom.ts';

type RoomRequest = RequestOf<'room'>;

export function room(ask: Ask, request: RoomRequest): Outcome {
  return whenRoomIs(ask, request.room, (name) => change(ask, request, name));
}

/** All of it, or nothing. */
function change(ask: Ask, request: RoomRequest, name: string): Outcome {
  const { chat, session } = ask;
  const before = chat.rooms.find(name) ?? plainRoom(name);
  const isChange = changes.some(({ isAsked }) => isAsked(request));
  // A description and an invitation are said too.
  const mute = isChange && chat.bans.find('mute', session, name, chat.now());
  if (mute) return refused(muted(mute));
  const after = changed(ask, request, before);
  if ('does' in after) return after;
  const failed = keepRoom(ask, before, after);
  if (failed) return failed;
  tellInvited(ask, request, after);
  const by = before === after ? undefined : session.name;
  return reply({ ...stateOf(chat, after, by), ...echo(request) });
}

function changed(ask: Ask, request: RoomRequest, before: KeptRoom): KeptRoom | Outcome {
  const rank = ask.chat.rooms.rankIn(ask.session, before.name);
  let room = before;
  for (const { isAsked, act, apply } of changes) {
    if (!isAsked(request)) continue;
    if (!may(rank, act) && !isGoing(ask, request, act, before))
      return refusal('forbidden', 'In this room that is not for you to change.');
    const next = apply(ask, request, room);
    if ('does' in next) return next;
    room = next;
  }
  return room;
}

/** Nobody has to stay invited: a private room stands in one's own list, under whatever name it was given. */
function isGoing(
  { session }: Ask,
  { uninvite = '' }: RoomRequest,
  act: Act,
  { visibility, invited }: KeptRoom,
): boolean {
  const isOwn = act === 'uninvite' && foldName(uninvite) === session.folded;
  return isOwn && visibility === 'private' && invited.has(session.owner);
}

/** Who is asked in, or has got a role in a private room; not who is in it already. */
function tellInvited({ chat, session }: Ask, request: RoomRequest, after: KeptRoom): void {
  for (const name of [request.invite, request.role && request.name]) {
    if (name === undefined) continue;
    const whom = whomOf(chat, name);
    if ('does' in whom || (name !== request.invite && after.visibility === 'open')) continue;
    const room = chat.hub.room(after.name);
    const event = { type: 'invited', room: after.name, by: session.name } as const;
    if (whom.sessions.some((each) => room?.has(each) === true)) continue;
    for (const each of whom.sessions) chat.hub.tellOne(each, event);
  }
}
