// The requests as a table: who handles each, and what it costs of the session's rate.
import type { Request, RequestOf, RequestType } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import type { Outcome } from '../core/outcome.ts';
import { bans } from './bans.ts';
import { history } from './history.ts';
import { join } from './join.ts';
import { leave } from './leave.ts';
import { members } from './members.ts';
import { moderate } from './moderate.ts';
import { name } from './name.ts';
import { status, whois } from './people.ts';
import { ping, pong, typing } from './pulse.ts';
import { read } from './read.ts';
import { reserved } from './reserved.ts';
import { room } from './room.ts';
import { rooms } from './rooms.ts';
import { search } from './search.ts';
import { send } from './send.ts';

interface Row<Type extends RequestType> {
  readonly handle: (ask: Ask, request: RequestOf<Type>) => Outcome;
  /** In messages: a session's rate is counted in them. */
  readonly cost: number;
}

/** All but `hello`, which there is no session for yet. */
type Table = { readonly [Type in Exclude<RequestType, 'hello'>]: Row<Type> };

const later = { handle: reserved, cost: 1 };

export const handlers: Table = {
  join: { handle: join, cost: 1 },
  leave: { handle: leave, cost: 1 },
  send: { handle: send, cost: 1 },
  history: { handle: history, cost: 1 },
  search: { handle: search, cost: 5 },
  rooms: { handle: rooms, cost: 2 },
  members: { handle: members, cost: 1 },
  name: { handle: name, cost: 2 },
  status: { handle: status, cost: 1 },
  whois: { handle: whois, cost: 1 },
  read: { handle: read, cost: 0.2 },
  typing: { handle: typing, cost: 0.2 },
  ping: { handle: ping, cost: 0.2 },
  pong: { handle: pong, cost: 0.2 },
  register: later,
  login: later,
  logout: later,
  profile: later,
  sessions: later,
  revoke: later,
  password: later,
  unregister: later,
  bans: { handle: bans, cost: 5 },
  moderate: { handle: moderate, cost: 5 },
  room: { handle: room, cost: 2 },
};

/** The row of a request, for a request of its own type. */
export function rowOf(request: Exclude<Request, { type: 'hello' }>): Row<RequestType> {
  // Sound because a row stands under the type that its handler takes.
  return handlers[request.type] as Row<RequestType>;
}
