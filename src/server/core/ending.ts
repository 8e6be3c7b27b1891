// Sessions that are over for good: whoever is connected by one is told, and goes.
import type { Chat } from './chat.ts';
import type { Hub } from './hub.ts';
import { departAll } from './presence.ts';

/** Their tokens are worth nothing already. */
export function endSessions(hub: Hub, sessions: readonly string[]): void {
  for (const id of sessions) {
    const session = hub.sessionById(id);
    if (!session) continue;
    departAll(hub, session);
    session.peer.bye('logged-out', false);
  }
}

/**
 * The same for whoever answers that they are over: what they had on its way to the log is committed or
 * refused before the promise is kept, so nothing of theirs is logged after the answer.
 */
export async function endForGood(
  { hub, sends }: Pick<Chat, 'hub' | 'sends'>,
  sessions: readonly string[],
): Promise<void> {
  endSessions(hub, sessions);
  await sends.settled();
}
