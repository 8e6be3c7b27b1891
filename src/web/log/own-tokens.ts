// The tokens of this browser that may open a room: of its accounts, and of a direct room those of its two names.
import { isDirectMember, isDirectRoom } from '../../protocol/index.ts';
import { readSessions } from '../kept/browser-accounts.ts';
import { sharedShelf, shelfOfSeat } from '../kept/keep-page.ts';
import { readPage } from '../kept/kept-page.ts';
import { seatLimits } from '../kept/seat.ts';

/** @param base the address of the chat's page */
export function ownTokens(base: string, room: string): readonly string[] {
  const isFor = (name: string): boolean => !isDirectRoom(room) || isDirectMember(room, name);
  const sessions = readSessions(sharedShelf(base)).filter(({ name }) => isFor(name));
  // Another session of the same account opens no more; the newest is the likeliest to be there.
  const newest = new Map(sessions.map(({ name, token }) => [name, token]));
  return [...newest.values(), ...(isDirectRoom(room) ? seatTokens(base, room) : [])];
}

function seatTokens(base: string, room: string): string[] {
  const tokens: string[] = [];
  for (let seat = 0; seat <= seatLimits.seats; seat += 1) {
    const { name, kept } = readPage(shelfOfSeat(base, seat));
    const isGuest = kept.account === undefined;
    if (isGuest && kept.token !== undefined && isDirectMember(room, name)) tokens.push(kept.token);
  }
  return tokens;
}
