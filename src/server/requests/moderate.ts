// `moderate`: puts people out, bans and mutes them, and lets them go again; in a room, or on the whole server.
import { type EventOf, limits, type RequestOf, showRoom } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, refusal, reply } from '../core/outcome.ts';
import { isAbove, may, rankOnServer } from '../core/powers.ts';
import { momentOf } from '../core/search-query.ts';
import { checkNote } from './check-note.ts';
import { echo } from './echo.ts';
import { whenRoomIs } from './known-room.ts';
import { actOnAddress } from './moderate-address.ts';
import { actOnPerson } from './moderate-person.ts';
import { type Person, whomEverOf, whomOf, whomOnce } from './whom.ts';

type Moderate = RequestOf<'moderate'>;

/** An act that may be done, with what is said of it. */
export interface Act {
  readonly action: Moderate['action'];
  /** Undefined: the whole server. */
  readonly room: string | undefined;
  readonly untilMs: number | undefined;
  readonly reason: string;
}

export function moderate(ask: Ask, request: Moderate): Outcome {
  if (request.room !== undefined) {
    return whenRoomIs(ask, request.room, (room) => begin(ask, request, room));
  }
  return begin(ask, request, undefined);
}

function begin(ask: Ask, request: Moderate, room: string | undefined): Outcome {
  const { chat, session } = ask;
  const rank = room === undefined ? rankOnServer(session) : chat.rooms.rankIn(session, room);
  if (!may(rank, room === undefined ? 'moderate-server' : 'moderate')) {
    return refusal('forbidden', `Only those who moderate ${placeOf(room)} can do that.`);
  }
  const act = actOf(request, room, chat.now());
  if ('does' in act) return act;
  if ((request.name === undefined) === (request.address === undefined)) {
    return refusal('bad-request', 'Give "name" or "address": whom?');
  }
  const said =
    request.address === undefined ? onPerson(ask, request, act) : onAddress(ask, request, act);
  return 'does' in said ? said : reply({ ...said, ...echo(request) });
}

function actOf(request: Moderate, room: string | undefined, nowMs: number): Act | Outcome {
  const { action, until } = request;
  const reason = checkNote(request.reason ?? '');
  if (typeof reason !== 'string') return reason;
  if ([...reason].length > limits.maxNoteLength) {
    return refusal('content-too-long', 'A reason is at most 200 characters.');
  }
  if (until === undefined) return { action, room, untilMs: undefined, reason };
  if (action !== 'ban' && action !== 'mute') {
    return refusal('bad-request', `"until" is for "ban" and "mute", not for "${action}".`);
  }
  const untilMs = momentOf(until);
  if (untilMs !== undefined && untilMs > nowMs) return { action, room, untilMs, reason };
  return refusal('bad-request', '"until" must be a time to come, as 2026-11-20T14:30:00Z.');
}

function onPerson(ask: Ask, request: Moderate, act: Act): EventOf<'moderated'> | Outcome {
  const { chat, session } = ask;
  const find = {
    kick: whomOf,
    ban: whomEverOf,
    mute: whomEverOf,
    unban: whomOnce,
    unmute: whomOnce,
  };
  const whom = find[act.action](chat, request.name ?? '');
  if ('does' in whom) return whom;
  if (!isBelow(ask, whom, act.room)) {
    return whom.owner === session.owner
      ? refusal('forbidden', 'That is you.')
      : refusal(
          'forbidden',
          `${whom.name} has your rank in ${placeOf(act.room)}, or a higher one.`,
        );
  }
  return actOnPerson(ask, act, whom);
}

function onAddress(ask: Ask, request: Moderate, act: Act): EventOf<'moderated'> | Outcome {
  if (act.room === undefined) return actOnAddress(ask, act, request.address ?? '');
  return refusal('bad-request', 'An address is for the whole server: leave out "room".');
}

function isBelow({ chat, session }: Ask, whom: Person, room: string | undefined): boolean {
  if (whom.owner === session.owner) return false;
  if (room === undefined) return isAbove(rankOnServer(session), rankOnServer(whom));
  return isAbove(chat.rooms.rankIn(session, room), chat.rooms.rankIn(whom, room));
}

function placeOf(room: string | undefined): string {
  return room === undefined ? 'this server' : showRoom(room);
}
