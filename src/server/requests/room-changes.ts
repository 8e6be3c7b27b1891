// Each thing about a room that can be changed: whether it was asked for, who may, and what comes of it.
import { limits, type RequestOf } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { withInvited, withoutPerson, withRole } from '../core/kept-room.ts';
import { keptLimits } from '../core/limits.ts';
import { type Outcome, refusal, refused } from '../core/outcome.ts';
import { type Act, isAbove, rankIn } from '../core/powers.ts';
import type { KeptRoom } from '../core/room-book.ts';
import { checkNote } from './check-note.ts';
import { type Person, whomOf, whomOnce } from './whom.ts';

type RoomRequest = RequestOf<'room'>;

interface Change {
  readonly act: Act;
  readonly isAsked: (request: RoomRequest) => boolean;
  readonly apply: (ask: Ask, request: RoomRequest, room: KeptRoom) => KeptRoom | Outcome;
}

/** In this order: a room is made private before somebody is asked in. */
export const changes: readonly Change[] = [
  { act: 'visibility', isAsked: ({ visibility }) => visibility !== undefined, apply: show },
  { act: 'describe', isAsked: ({ description }) => description !== undefined, apply: describe },
  { act: 'slow', isAsked: ({ slow }) => slow !== undefined, apply: slowDown },
  {
    act: 'roles',
    isAsked: ({ role, name }) => role !== undefined || name !== undefined,
    apply: give,
  },
  { act: 'invite', isAsked: ({ invite }) => invite !== undefined, apply: invite },
  { act: 'uninvite', isAsked: ({ uninvite }) => uninvite !== undefined, apply: uninvite },
];

function show({ chat }: Ask, { visibility = 'open' }: RoomRequest, room: KeptRoom) {
  if (room.visibility === visibility) return room;
  if (visibility === 'open') return { ...room, visibility };
  if (room.owner === undefined) {
    return refusal('forbidden', 'The room is nobody’s: give it an owner first.');
  }
  const invited = new Map(room.invited);
  // Who is in it stays in it.
  for (const { owner, name } of chat.hub.room(room.name)?.members ?? []) {
    const isOwn = owner === room.owner || room.moderators.has(owner);
    if (!isOwn) invited.set(owner, name);
  }
  if (invited.size > keptLimits.maxInvited)
    return tooMany('people can be in a private room', 'maxInvited');
  return { ...room, visibility, invited };
}

function describe(_ask: Ask, request: RoomRequest, room: KeptRoom): KeptRoom | Outcome {
  const description = checkNote(request.description ?? '');
  if (typeof description !== 'string') return description;
  if ([...description].length > limits.maxNoteLength) {
    return refusal('content-too-long', 'A description is at most 200 characters.');
  }
  return description === room.description ? room : { ...room, description };
}

function slowDown(_ask: Ask, { slow = 0 }: RoomRequest, room: KeptRoom): KeptRoom {
  return slow === room.slow ? room : { ...room, slow };
}

function give(
  { chat, session }: Ask,
  { role, name }: RoomRequest,
  room: KeptRoom,
): KeptRoom | Outcome {
  if (role === undefined || name === undefined) {
    return refusal('bad-request', 'Give "role" and "name" together: who may do what?');
  }
  const whom = whomOf(chat, name);
  if ('does' in whom) return whom;
  if (whom.role === 'guest') {
    return refusal(
      'forbidden',
      `${whom.name} is a guest: a role is for those who have an account.`,
    );
  }
  if (whom.owner === room.owner) {
    if (role === 'owner') return room;
    return refusal('forbidden', 'Hand the room over first: give somebody else the role "owner".');
  }
  // What one owns is bounded: nobody is to have that used up by rooms that it never entered.
  const here = chat.hub.room(room.name);
  const isHandedOver = role === 'owner' && room.owner === session.owner;
  if (isHandedOver && !whom.sessions.some((each) => here?.has(each))) {
    return refusal(
      'forbidden',
      `${whom.name} is not in the room: hand it over to somebody who is.`,
    );
  }
  if (role === 'owner' && !chat.rooms.canOwnMore(whom.owner)) {
    return refusal('too-many', `${whom.name} has as many rooms as one can have.`);
  }
  const given = withRole(room, whom, role);
  if (given.moderators.size > keptLimits.maxModerators)
    return tooMany('moderators', 'maxModerators');
  return given;
}

/** Seconds from one invitation of somebody to the next by the same person: each is told at once. */
const inviteEveryS = 5;

/** An open room needs no list: the person is told of it, and that is all. */
function invite({ chat, session }: Ask, request: RoomRequest, room: KeptRoom): KeptRoom | Outcome {
  const whom = whomOf(chat, request.invite ?? '');
  if ('does' in whom) return whom;
  if (isBanned(chat, whom, room.name)) {
    return refusal('forbidden', `${whom.name} is banned there: undo that first.`);
  }
  const retryAfterMs = chat.slowMode.take(
    `invite/${whom.owner}`,
    session.owner,
    inviteEveryS,
    chat.now(),
  );
  if (retryAfterMs > 0) {
    const message = `You have just asked ${whom.name} in: wait a little.`;
    return refused({ code: 'rate-limited', message, retryAfterMs });
  }
  const isIn = whom.owner === room.owner || room.moderators.has(whom.owner);
  if (room.visibility === 'open' || isIn || room.invited.has(whom.owner)) return room;
  if (room.invited.size >= keptLimits.maxInvited) {
    return tooMany('people can be asked into a room', 'maxInvited');
  }
  if (chat.rooms.privateOf(whom.owner).size >= keptLimits.maxInvitations) {
    return refusal('too-many', `${whom.name} has been asked into as many rooms as one can be.`);
  }
  return withInvited(room, whom.owner, whom.name);
}

function isBanned(chat: Ask['chat'], { owner, keys, sessions }: Person, room: string): boolean {
  const origin = sessions[0]?.origin ?? { address: '', isLoopback: true };
  return (
    chat.bans.find('ban', { owner, keys, role: 'member', origin }, room, chat.now()) !== undefined
  );
}

function uninvite(
  { chat, session }: Ask,
  request: RoomRequest,
  room: KeptRoom,
): KeptRoom | Outcome {
  const whom = whomOnce(chat, request.uninvite ?? '');
  if ('does' in whom) return whom;
  // A guest who is gone is known by the name that it had.
  const [gone] = [...room.invited].find(([, name]) => name === whom.name) ?? [];
  const owner = whom.owner === '' ? gone : whom.owner;
  if (owner === undefined) return refusal('no-such-user', `${whom.name} was not asked in.`);
  const isOwn = owner === session.owner;
  const rank = rankIn(room, { owner, role: whom.role });
  if (!isOwn && !isAbove(rankIn(room, session), rank)) {
    return refusal('forbidden', `${whom.name} has your rank in this room, or a higher one.`);
  }
  if (owner === room.owner) return refusal('forbidden', 'Hand the room over first.');
  return withoutPerson(room, owner);
}

function tooMany(what: string, limit: keyof typeof keptLimits): Outcome {
  return refusal('too-many', `At most ${keptLimits[limit]} ${what}.`);
}
