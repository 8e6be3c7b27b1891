// Logging out: this tab's session ends, and with it those of this browser's other tabs.
import type { Desk } from '../desk.ts';
import { lay } from '../going.ts';
import { dropSessions, othersOf } from '../kept/browser-accounts.ts';
import { sharedShelf, shelfOfSeat } from '../kept/keep-page.ts';
import { forgetSession } from '../kept/kept-page.ts';
import { seatLimits } from '../kept/seat.ts';

/** @returns why not, in a sentence */
export async function logOutHere(desk: Desk): Promise<string | undefined> {
  const { client, state } = desk;
  if (state.connection.status !== 'live') return refuse(desk, notConnected);
  const shelf = sharedShelf(document.baseURI);
  const others = othersOf(shelf, state.me.session ?? '');
  const over = new Set(others.map(({ token }) => token));
  dropSessions(shelf, ({ token }) => over.has(token));
  for (let seat = 1; seat <= seatLimits.seats; seat += 1) {
    forgetSession(shelfOfSeat(document.baseURI, seat), over);
  }
  // One that is over already can't be ended, and need not be.
  await Promise.all(
    others.map(({ session }) => client.ask({ type: 'revoke', session }, 'revoked')),
  );
  desk.farewell = 'own';
  const refused = await client.logOut();
  if (refused === undefined) return undefined;
  desk.farewell = undefined;
  return refuse(desk, refused.message);
}

const notConnected = 'Not connected: try again when you are.';

/** In the room, which nothing covers then. */
function refuse(desk: Desk, words: string): string {
  lay(desk, undefined);
  desk.client.notice(words, 'problem');
  return words;
}
