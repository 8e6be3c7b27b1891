// The tokens of this browser's sessions that may open a direct room: those of its two names.
import { isDirectMember } from '../../protocol/index.ts';
import { shelfOfSeat } from '../kept/keep-page.ts';
import { readPage } from '../kept/kept-page.ts';
import { seatLimits } from '../kept/seat.ts';

/** @param base the address of the chat's page */
export function ownTokens(base: string, room: string): readonly string[] {
  const tokens: string[] = [];
  for (let seat = 0; seat <= seatLimits.seats; seat += 1) {
    const { name, kept } = readPage(shelfOfSeat(base, seat));
    if (kept.token !== undefined && isDirectMember(room, name)) tokens.push(kept.token);
  }
  return tokens;
}
