// `password` and `unregister`: what an account's owner does who knows the password as it is.
import { isRefusal, type RequestOf } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { endForGood } from '../core/ending.ts';
import { goodbye, type Outcome, refused, reply } from '../core/outcome.ts';
import { echo } from './echo.ts';
import { visitorOf } from './identity.ts';

/** Whoever came in by the old one is out before the answer. */
export function password({ chat, asker, session }: Ask, request: RequestOf<'password'>): Outcome {
  const { password, new: next } = request;
  const visitor = visitorOf(asker, session.client);
  const asked = { session: session.id, password, next, visitor };
  const later = chat.accounts.changePassword(asked).then(async (ended) => {
    if (isRefusal(ended)) return () => refused(ended);
    const { name } = session;
    const { address } = visitor;
    chat.note({ event: 'password-changed', name, address, ended: ended.length });
    await endForGood(chat, ended);
    return () => reply({ type: 'changed', ...echo(request), ended: ended.length });
  });
  return { does: 'wait', later };
}

export function unregister(
  { chat, asker, session }: Ask,
  request: RequestOf<'unregister'>,
): Outcome {
  const { owner, name } = session;
  const visitor = visitorOf(asker, session.client);
  const asked = { account: owner, password: request.password, visitor };
  const later = chat.accounts.remove(asked).then(async (ended) => {
    if (isRefusal(ended)) return () => refused(ended);
    chat.readMarkers.forget(owner);
    const { address } = visitor;
    chat.note({ event: 'unregistered', name, address, ended: ended.length - 1 });
    await endForGood(chat, ended);
    return () => goodbye('logged-out');
  });
  return { does: 'wait', later };
}
