// Sessions that are over for good: whoever is connected by one is told, and goes.
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
