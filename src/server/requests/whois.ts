// `whois`: who somebody is, as far as the asker may know: a guest who is here, or an account, here or not.
import { isDirectRoom, type ReplyOf, type RequestOf } from '../../protocol/index.ts';
import type { Account } from '../core/accounts.ts';
import type { Ask, Chat } from '../core/chat.ts';
import { type Outcome, refusal, reply } from '../core/outcome.ts';
import { highestOf } from '../core/powers.ts';
import { botField, roomsOf } from '../core/presence.ts';
import type { Session } from '../core/session.ts';
import { type Echo, echo } from './echo.ts';

type Profile = ReplyOf<'profile'>;

/** Who is connected is found by a name that looks like theirs too; who is not, by the name alone. */
export function whois(ask: Ask, request: RequestOf<'whois'>): Outcome {
  const { chat } = ask;
  const person = chat.hub.sessionByName(request.name);
  if (person) return reply(profileOf(ask, person, request));
  const account = chat.accounts.findByName(request.name);
  if (account) return reply(profileOfAbsent(account, request));
  return refusal('no-such-user', 'Nobody of that name is here.');
}

/** Somebody who is connected, by one session or many. */
export function profileOf({ chat, session }: Ask, person: Session, request: Echo): Profile {
  const account = chat.accounts.find(person.owner);
  const { since, client } = connectionOf(chat, person);
  const rooms = sharedRooms(chat, session, person);
  return {
    type: 'profile',
    ...echo(request),
    name: person.name,
    status: person.status,
    role: highestOf([person.role, ...rooms.map((room) => chat.rooms.roleIn(person, room))]),
    rooms,
    since,
    ...(person.statusText === '' ? {} : { text: person.statusText }),
    ...(client === '' ? {} : { client }),
    ...botField([...chat.hub.sessionsOf(person.owner)].every(({ isBot }) => isBot)),
    ...(account ? kept(account) : {}),
  };
}

function profileOfAbsent(account: Account, request: Echo): Profile {
  return {
    type: 'profile',
    ...echo(request),
    name: account.name,
    status: 'offline',
    role: account.role,
    rooms: [],
    seen: account.seen,
    ...kept(account),
  };
}

function kept({ displayName, about, colour, registered }: Account) {
  return {
    registered,
    ...(displayName === '' ? {} : { displayName }),
    ...(about === '' ? {} : { about }),
    ...(colour === '' ? {} : { colour }),
  };
}

/** Here since the first of their sessions came, and by the program of the last. */
function connectionOf(chat: Chat, person: Session): { since: string; client: string } {
  let { since, client } = person;
  let newest = since;
  for (const each of chat.hub.sessionsOf(person.owner)) {
    if (each.since < since) since = each.since;
    if (each.since >= newest) ({ since: newest, client } = each);
  }
  return { since, client };
}

/** Rooms that both are in, by whatever session; what two people say to each other is nobody's else. */
function sharedRooms({ hub }: Chat, asker: Session, person: Session): string[] {
  const own = roomsOf(hub, asker.owner);
  const both = [...roomsOf(hub, person.owner)].filter((room) => own.has(room));
  return both.map(({ name }) => name).filter((name) => !isDirectRoom(name));
}
