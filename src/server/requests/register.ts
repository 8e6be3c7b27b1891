// `register`: a guest's name becomes an account, and the guest its first session, where it is.
import { isRefusal, type Refusal, type RequestOf } from '../../protocol/index.ts';
import type { Opened } from '../core/accounts.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, refusal, refused } from '../core/outcome.ts';
import { tellAbout } from '../core/presence.ts';
import { rename } from '../core/renaming.ts';
import { isGuest, type Session } from '../core/session.ts';
import { type Echo, echo } from './echo.ts';
import { visitorOf, whyNotIn } from './identity.ts';
import { isStillOpen, takeName } from './opening.ts';
import { handOverRooms } from './ownership.ts';

export function register(ask: Ask, request: RequestOf<'register'>): Outcome {
  const { chat, asker, session } = ask;
  if (!isGuest(session)) return refusal('forbidden', `${session.name} is registered already.`);
  const banned = whyNotIn(chat, asker, asItIs(session));
  if (banned) return refused(banned);
  const { password } = request;
  // Where none is asked for, none is used up.
  const code = chat.settings.auth === 'invite' ? request.code : undefined;
  const visitor = visitorOf(asker, session.client);
  const asked = { name: session.name, password, code, visitor, bornAfter: chat.log.last };
  let known: Opened | Refusal | undefined;
  const later = chat.accounts.register(asked).then((opened) => {
    known = opened;
    return () => (isRefusal(opened) ? refused(opened) : become(ask, request, opened));
  });
  // The account stands, for whoever knows the password; a session that nobody has the token of does not.
  const dropped = () => {
    if (!known || isRefusal(known)) return;
    chat.accounts.end(known.session);
    // Whoever took the guest's session over in the meantime has not its new name.
    takeName(chat, known.account);
  };
  return { does: 'wait', later, dropped };
}

function become({ chat, asker, session }: Ask, request: Echo, opened: Opened): Outcome {
  if (!isStillOpen(chat, opened)) {
    return refusal('auth-failed', 'The session was ended meanwhile: log in.');
  }
  // In the lobby nobody is put out when a ban comes.
  const banned = whyNotIn(chat, asker, asItIs(session));
  if (banned) {
    chat.accounts.end(opened.session);
    return refused(banned);
  }
  const { account, token } = opened;
  // The name was taken from the guest, if it was looked at just now, as it is an account's.
  if (session.name !== account.name) rename(chat, session, account.name);
  const after = asAccount(session, opened);
  chat.hub.replace(session, after);
  chat.names.release(session.owner);
  chat.bans.passOn(session.owner, after.owner);
  chat.readMarkers.handOver(session.owner, after.owner, chat.now());
  handOverRooms(chat, session, after);
  tellAbout(chat.hub, after);
  const { name, role } = account;
  const { address } = asker.origin;
  chat.note({ event: 'registered', name, session: after.id, address });
  const said = {
    type: 'registered',
    ...echo(request),
    name,
    token,
    session: after.id,
    role,
  } as const;
  return { does: 'welcome', session: after, reply: said };
}

/** The guest, to be asked for bans. */
function asItIs({ id, name }: Session) {
  return { session: id, name, account: undefined };
}

/** What it said as a guest stays its own, by `earlier`, and by what is known of messages without an id. */
function asAccount(guest: Session, { account, session, bornAfter }: Opened): Session {
  return {
    ...guest,
    id: session,
    owner: account.id,
    role: account.role,
    colour: account.colour,
    rooms: new Set(),
    bornAfter,
    earlier: guest.id,
  };
}
