// The last steps of `hello` and `login`: whoever is known and may come in gets a session, and a welcome.
import { isRefusal, type Refusal, refuse } from '../../protocol/index.ts';
import type { Asker, Chat } from '../core/chat.ts';
import { type Outcome, refused } from '../core/outcome.ts';
import { departAll } from '../core/presence.ts';
import type { Program, Session } from '../core/session.ts';
import type { Echo } from './echo.ts';
import { whyNotIn } from './identity.ts';
import { type Identity, isStillOpen, openSession, tokenOf } from './opening.ts';
import { welcome } from './welcome.ts';

/** Who comes, and how. */
export interface Coming {
  readonly asker: Asker;
  readonly program: Program;
  readonly request: Echo;
  /** Whom the connection was until now: a guest who goes. */
  readonly before: Session | undefined;
}

export function comeIn(chat: Chat, coming: Coming, identity: Identity | Refusal): Outcome {
  if (isRefusal(identity)) return refused(identity);
  const { asker, program, request, before } = coming;
  if (identity.account && identity.isNew && !isStillOpen(chat, identity)) return refused(isOver);
  const refusal = whyNotIn(chat, asker, identity);
  if (refusal) {
    giveUp(chat, identity);
    return refused(refusal);
  }
  if (before) goAsGuest(chat, before);
  const session = openSession(chat, asker, identity, program);
  const token = tokenOf(chat, session, identity);
  return { does: 'welcome', session, reply: welcome(chat, session, token, request) };
}

/** The password is looked at elsewhere; what else the connection asks for waits. */
export function comeInLater(
  chat: Chat,
  coming: Coming,
  identity: Promise<Identity | Refusal>,
): Outcome {
  let known: Identity | Refusal | undefined;
  const later = identity.then((found) => {
    known = found;
    return () => comeIn(chat, coming, found);
  });
  const dropped = () => {
    if (known && !isRefusal(known)) giveUp(chat, known);
  };
  return { does: 'wait', later, dropped };
}

/** Nobody will ever have its token: it is no session of theirs. */
function giveUp(chat: Chat, { session, account, isNew }: Identity): void {
  if (account && isNew) chat.accounts.end(session);
}

/** The guest's name is free at once: whoever had it is still here, as somebody else. */
function goAsGuest(chat: Chat, guest: Session): void {
  departAll(chat.hub, guest);
  chat.names.release(guest.owner);
}

const isOver = refuse('auth-failed', 'The session was ended meanwhile: log in again.');
