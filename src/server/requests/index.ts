// The requests as a table: who handles each, whom it is for, and what it costs of the session's rate.
import type { Request, RequestOf, RequestType } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Admission } from './admission.ts';
import { bans } from './bans.ts';
import { history } from './history.ts';
import { join } from './join.ts';
import { leave } from './leave.ts';
import { login } from './login.ts';
import { members } from './members.ts';
import { moderate } from './moderate.ts';
import { name } from './name.ts';
import { password, unregister } from './password.ts';
import { profile } from './profile.ts';
import { ping, pong, typing } from './pulse.ts';
import { read } from './read.ts';
import { register } from './register.ts';
import { room } from './room.ts';
import { rooms } from './rooms.ts';
import { search } from './search.ts';
import { send } from './send.ts';
import { logout, revoke, sessions } from './sessions.ts';
import { status } from './status.ts';
import { whois } from './whois.ts';

interface Row<Type extends RequestType> {
  readonly handle: (ask: Ask, request: RequestOf<Type>) => Outcome;
  /** In messages: a session's rate is counted in them. */
  readonly cost: number;
  readonly for: Admission;
}

/** All but `hello`, which there is no session for yet. */
type Table = { readonly [Type in Exclude<RequestType, 'hello'>]: Row<Type> };

export const handlers: Table = {
  join: { handle: join, cost: 1, for: 'admitted' },
  leave: { handle: leave, cost: 1, for: 'admitted' },
  send: { handle: send, cost: 1, for: 'admitted' },
  history: { handle: history, cost: 1, for: 'admitted' },
  search: { handle: search, cost: 5, for: 'admitted' },
  rooms: { handle: rooms, cost: 2, for: 'admitted' },
  members: { handle: members, cost: 1, for: 'admitted' },
  name: { handle: name, cost: 2, for: 'anyone' },
  status: { handle: status, cost: 1, for: 'admitted' },
  whois: { handle: whois, cost: 1, for: 'admitted' },
  read: { handle: read, cost: 0.2, for: 'admitted' },
  typing: { handle: typing, cost: 0.2, for: 'admitted' },
  ping: { handle: ping, cost: 0.2, for: 'anyone' },
  pong: { handle: pong, cost: 0.2, for: 'anyone' },
  register: { handle: register, cost: 5, for: 'anyone' },
  login: { handle: login, cost: 5, for: 'anyone' },
  logout: { handle: logout, cost: 1, for: 'anyone' },
  password: { handle: password, cost: 5, for: 'account' },
  unregister: { handle: unregister, cost: 5, for: 'account' },
  profile: { handle: profile, cost: 5, for: 'account' },
  sessions: { handle: sessions, cost: 2, for: 'account' },
  revoke: { handle: revoke, cost: 2, for: 'account' },
  bans: { handle: bans, cost: 5, for: 'admitted' },
  moderate: { handle: moderate, cost: 5, for: 'admitted' },
  room: { handle: room, cost: 5, for: 'admitted' },
};

/** The row of a request, for a request of its own type. */
export function rowOf(request: Exclude<Request, { type: 'hello' }>): Row<RequestType> {
  // Sound because a row stands under the type that its handler takes.
  return handlers[request.type] as Row<RequestType>;
}
