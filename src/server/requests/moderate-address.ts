// What an act of moderation does to an address or a network: to all who come from there, and to what is kept.
import type { EventOf } from '../../protocol/index.ts';
import type { Ban } from '../core/ban-book.ts';
import type { Ask } from '../core/chat.ts';
import {
  formatNetwork,
  holds,
  isThisMachine,
  isTooWide,
  type Network,
  parseNetwork,
} from '../core/cidr.ts';
import { type Outcome, refusal } from '../core/outcome.ts';
import { isAbove, rankOnServer } from '../core/powers.ts';
import { putOff, tellAct } from '../core/putting-out.ts';
import type { Session } from '../core/session.ts';
import type { Act } from './moderate.ts';
import { actEvent, inventId, noteAct } from './moderation-words.ts';

/** @returns what is answered; others hear who was put out, and never from where */
export function actOnAddress(ask: Ask, act: Act, raw: string): EventOf<'moderated'> | Outcome {
  const network = checkNetwork(ask, raw);
  if ('does' in network) return network;
  const address = formatNetwork(network);
  const failed = isUndoing(act) ? release(ask, act, address) : impose(ask, act, network, address);
  if (failed) return failed;
  noteAct(ask, act, address);
  return actEvent(ask, act, { address });
}

function checkNetwork({ asker }: Ask, raw: string): Network | Outcome {
  const network = parseNetwork(raw.trim());
  if (!network) {
    return refusal('bad-request', '"address" must be as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/48.');
  }
  if (isThisMachine(network)) return refusal('forbidden', 'That is the server’s own machine.');
  if (isTooWide(network)) {
    return refusal('forbidden', 'That is too wide: /8 at most, or /16 of IPv6.');
  }
  const own = asker.origin.isLoopback ? undefined : parseNetwork(asker.origin.address);
  if (own && holds(network, own)) return refusal('forbidden', 'You are at that address yourself.');
  return network;
}

function isUndoing({ action }: Act): boolean {
  return action === 'unban' || action === 'unmute';
}

function release(ask: Ask, act: Act, network: string): Outcome | undefined {
  const action = act.action === 'unban' ? 'ban' : 'mute';
  if (ask.chat.bans.lift(action, undefined, { network }).length > 0) return undefined;
  const done = action === 'ban' ? 'banned' : 'muted';
  return refusal('no-such-user', `${network} is not ${done}.`);
}

function impose(ask: Ask, act: Act, network: Network, address: string): Outcome | undefined {
  const { chat, session } = ask;
  if (act.action === 'ban' || act.action === 'mute') {
    const ban = banOf(ask, act, act.action, address);
    if (!chat.bans.add(ban, chat.now())) {
      return refusal('too-many', 'There are as many bans as there can be: undo some first.');
    }
  }
  const rank = rankOnServer(session);
  const people = [...chat.hub.sessions].filter(
    (each) => isFrom(each, network) && isAbove(rank, rankOnServer(each)),
  );
  for (const sessions of Map.groupBy(people, ({ owner }) => owner).values()) {
    actOnEach(ask, act, sessions);
  }
  return undefined;
}

/** Those who moderate the server are never meant by a network, as bans do not hold for them either. */
function isFrom({ origin, role }: Session, network: Network): boolean {
  if (origin.isLoopback || role === 'moderator' || role === 'owner') return false;
  const address = parseNetwork(origin.address);
  return address !== undefined && holds(network, address);
}

/** One person by all its sessions, as if it had been named. */
function actOnEach(ask: Ask, act: Act, sessions: readonly Session[]): void {
  const event = actEvent(ask, act, { name: sessions[0]?.name ?? '' });
  const rooms = new Set(sessions.flatMap((session) => [...session.rooms]));
  tellAct(rooms, sessions, event, ask.session);
  if (act.action === 'mute') return;
  putOff(ask.chat.hub, sessions, act.action === 'kick' ? 'kicked' : 'banned');
}

function banOf({ chat, session }: Ask, act: Act, action: Ban['action'], network: string): Ban {
  return {
    id: inventId(chat),
    action,
    room: undefined,
    name: undefined,
    keys: [],
    owner: undefined,
    network,
    isNetworkHidden: false,
    by: session.name,
    sinceMs: chat.now(),
    untilMs: act.untilMs,
    reason: act.reason,
  };
}
