// `sessions`, `revoke` and `logout`: what one is connected by, or could be, and the end of it.
import { isRefusal, ownerOfSession, type RequestOf } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { endForGood } from '../core/ending.ts';
import { goodbye, type Outcome, refusal, refused, reply } from '../core/outcome.ts';
import { departAll } from '../core/presence.ts';
import { isGuest } from '../core/session.ts';
import { echo } from './echo.ts';

export function sessions({ chat, session }: Ask, request: RequestOf<'sessions'>): Outcome {
  const now = new Date(chat.now()).toISOString();
  const own = chat.accounts.sessionsOf(session.owner).map((kept) => {
    const isConnected = chat.hub.sessionById(kept.session) !== undefined;
    const isThis = kept.session === session.id;
    return { ...kept, ...(isConnected ? { seen: now } : {}), isConnected, isThis };
  });
  return reply({ type: 'sessions', ...echo(request), sessions: own });
}

/** Of the session that asks it is a logout. Whatever it had on its way is in the log before the answer, or never. */
export function revoke(ask: Ask, request: RequestOf<'revoke'>): Outcome {
  const { chat, asker, session } = ask;
  const { session: revoked } = request;
  if (revoked === session.id) return logout(ask);
  const isOwn = ownerOfSession(revoked) === session.owner;
  const wasThere = isOwn && chat.accounts.end(revoked);
  if (isRefusal(wasThere)) return refused(wasThere);
  if (!wasThere) {
    return refusal('bad-request', 'You have no such session: "sessions" lists those you have.');
  }
  const { address } = asker.origin;
  chat.note({ event: 'session-revoked', name: session.name, session: revoked, address });
  const later = endForGood(chat, [revoked]).then(
    () => () => reply({ type: 'revoked', ...echo(request), session: revoked }),
  );
  return { does: 'wait', later };
}

/** A guest's ends as well: the name is free at once. One that cannot be ended for good goes on. */
export function logout({ chat, asker, session }: Ask): Outcome {
  const wasThere = !isGuest(session) && chat.accounts.end(session.id);
  if (isRefusal(wasThere)) return refused(wasThere);
  departAll(chat.hub, session);
  const { address } = asker.origin;
  chat.note({ event: 'logged-out', name: session.name, session: session.id, address });
  return goodbye('logged-out');
}
