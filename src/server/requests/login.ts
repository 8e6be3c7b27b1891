// `login`: a guest comes in by name and password, on the connection that it has.
import type { RequestOf } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, refusal } from '../core/outcome.ts';
import { isGuest } from '../core/session.ts';
import { comeInLater } from './come-in.ts';
import { byPassword, visitorOf } from './identity.ts';

/** The guest's session ends where it is right, and stays where it is not. */
export function login({ chat, asker, session }: Ask, request: RequestOf<'login'>): Outcome {
  if (!isGuest(session)) return refusal('forbidden', `You are ${session.name}: log out first.`);
  const coming = { asker, program: session, request, before: session };
  const visitor = visitorOf(asker, session.client);
  return comeInLater(chat, coming, byPassword(chat, visitor, request.name, request.password));
}
