// Sessions that are over for good: out of every room and told so, whatever connection they are on.
import type { Chat } from '../core/chat.ts';
import { departAll } from '../core/presence.ts';
import type { Session } from '../core/session.ts';

/** @param reconnect whether coming back, as somebody else, makes sense */
export function endConnected(chat: Chat, session: Session, reconnect = false): void {
  departAll(chat.hub, session);
  session.peer.bye('logged-out', reconnect);
}

/**
 * Ends those of these sessions that are connected. Nothing more is heard from them; what they had on its way to
 * the log is committed or refused before the promise is kept, so nothing of theirs is logged after that.
 */
export async function endSessions(chat: Chat, ids: Iterable<string>): Promise<void> {
  for (const id of ids) {
    const session = chat.hub.sessionById(id);
    if (session) endConnected(chat, session);
  }
  await chat.sends.settled();
}

/** Ends the connected sessions of an account that are not kept any more: there were too many, or the operator did it. */
export function endOverdue(chat: Chat, account: string): void {
  const kept = new Set(chat.accounts.sessionsOf(account).map(({ session }) => session));
  for (const session of [...chat.hub.sessionsOf(account)]) {
    if (!kept.has(session.id)) endConnected(chat, session);
  }
}
