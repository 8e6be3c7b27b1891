// `bans`: who is banned or muted in a room, or on the whole server; for those who moderate it.
import { limits, type ReplyOf, type RequestOf } from '../../protocol/index.ts';
import type { Ban } from '../core/ban-book.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, refusal, reply } from '../core/outcome.ts';
import { may, rankOnServer } from '../core/powers.ts';
import { echo } from './echo.ts';
import { whenRoomIs } from './known-room.ts';

export function bans(ask: Ask, request: RequestOf<'bans'>): Outcome {
  const { chat, session } = ask;
  if (request.room === undefined) {
    const isAllowed = may(rankOnServer(session), 'list-server-bans');
    return isAllowed ? list(ask, request, undefined) : notYours();
  }
  return whenRoomIs(ask, request.room, (room) => {
    const isAllowed = may(chat.rooms.rankIn(session, room), 'list-bans');
    return isAllowed ? list(ask, request, room) : notYours();
  });
}

function notYours(): Outcome {
  return refusal('forbidden', 'The list is for those who moderate there.');
}

function list({ chat }: Ask, request: RequestOf<'bans'>, room: string | undefined): Outcome {
  const all = chat.bans.list(room, chat.now());
  const page = all.slice(0, limits.maxBansPage).map(asListed);
  return reply({ type: 'bans', ...echo(request), bans: page, more: all.length > page.length });
}

/** A person's network stays hidden: where somebody lives is no moderator's business. */
function asListed(ban: Ban): ReplyOf<'bans'>['bans'][number] {
  const { action, name, network, isNetworkHidden, by, sinceMs, untilMs, reason } = ban;
  return {
    action,
    ...(name === undefined ? {} : { name }),
    ...(network === undefined || isNetworkHidden ? {} : { address: network }),
    by,
    since: new Date(sinceMs).toISOString(),
    ...(untilMs === undefined ? {} : { until: new Date(untilMs).toISOString() }),
    ...(reason === '' ? {} : { reason }),
  };
}
