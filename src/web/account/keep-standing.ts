// What follows from who one is by now: a session that is over, and a server that has nothing for guests, say so at once.
import { isShutOut } from '../../sdk/standing.ts';
import type { State } from '../../sdk/state.ts';
import type { Desk } from '../desk.ts';
import { lay } from '../going.ts';
import { readSessions } from '../kept/browser-accounts.ts';
import type { Shelf } from '../kept/shelf.ts';
import type { Overlay } from '../ui-state.ts';

/** Follows the chat from now on. @param shelf of the browser, before a session that is over is taken from it */
export function keepStanding(desk: Desk, shelf: Shelf): void {
  let last = desk.state;
  const see = (): void => {
    const before = last;
    const now = desk.state;
    // What is laid on top is heard of here too.
    last = now;
    if (isLoggedOut(before, now)) lay(desk, loggedOut(desk, before, shelf));
    else if (mustLogIn(now, desk.ui.get().overlay)) lay(desk, { kind: 'login' });
  };
  desk.client.subscribe(see);
  // What lay on top was closed.
  desk.ui.subscribe(see);
}

/** Somebody was at home, and the server has ended that for good. */
function isLoggedOut(before: State, now: State): boolean {
  return before.me.isAccount === true && now.me.isAccount !== true && now.isEnded;
}

/** Whatever lies on top meanwhile, but what is about that already. */
function mustLogIn(state: State, overlay: Overlay | undefined): boolean {
  return overlay === undefined && state.connection.status === 'live' && isShutOut(state);
}

function loggedOut(desk: Desk, before: State, shelf: Shelf): Overlay {
  const { name, session } = before.me;
  // Another tab that logs out takes it from there first.
  const isKnown = readSessions(shelf).some((one) => one.session === session);
  const words = endings[desk.farewell ?? (isKnown ? 'elsewhere' : 'own')];
  desk.farewell = undefined;
  return { kind: 'logged-out', name, words };
}

const endings = {
  own: 'No tab of this browser is logged in any more.',
  deleted: 'Your account is deleted.',
  elsewhere: 'This session was ended elsewhere.',
} as const;
