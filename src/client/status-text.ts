// The status line: how the connection is, who one is and where, who writes, what is new elsewhere.
import { isLoggedOut } from '../sdk/standing.ts';
import type { State } from '../sdk/state.ts';
import { unsentCount } from '../sdk/summary.ts';
import { roomOrder, roomTitle } from '../ui/rooms.ts';
import { safeText } from '../ui/safe-text.ts';
import { connectionWords, typingWords } from '../ui/status-words.ts';
import { cellWidth, truncate } from './cells.ts';
import { shortCount } from './sidebar-lines.ts';
import type { Paint, Theme } from './theme.ts';

export interface StatusInput {
  readonly state: State;
  /** `localhost:7000`. */
  readonly address: string;
  /** The time, for the countdown. */
  readonly now: number;
  /** What the client has to say at once; it goes before who is writing. */
  readonly hint: string;
  /** The sidebar is folded away, so rooms with news are named here. */
  readonly namesRooms: boolean;
  /** Whether news of the room is none. */
  readonly isMuted: (room: string) => boolean;
}

/** A piece of the line; where it is too short, what matters least is left out, the rest is cut. */
interface Piece {
  readonly text: string;
  readonly paint: Paint;
  /** Higher goes first. */
  readonly spare: number;
}

const plain: Paint = (text) => text;

/** The line, at most `width` cells. */
export function statusText(input: StatusInput, width: number, theme: Theme): string {
  const left = leftPieces(input, theme);
  const right = rightPieces(input, theme);
  for (let spare = 3; spare > 1 && totalWidth(left) + totalWidth(right) + 2 > width; spare -= 1) {
    dropSpare(left, spare);
    dropSpare(right, spare);
  }
  // What the connection does is not cut for what is new elsewhere; a hint, which comes first, stays.
  const connection = totalWidth(left.slice(0, 1));
  const kept = input.hint === '' ? 0 : 1;
  while (right.length > kept && connection + totalWidth(right) + 1 > width) right.pop();
  const shownRight = painted(right, width - 1, theme);
  const shownLeft = painted(left, width - shownRight.cells - 1, theme);
  const gap = Math.max(0, width - shownLeft.cells - shownRight.cells - 1);
  return shownLeft.text + ' '.repeat(gap) + shownRight.text;
}

function leftPieces({ state, address, now }: StatusInput, theme: Theme): Piece[] {
  const { connection, me } = state;
  const paint = {
    live: theme.good,
    connecting: theme.warning,
    waiting: theme.warning,
    offline: theme.bad,
  }[connection.status];
  const pieces: Piece[] = [{ text: `● ${connectionWords(connection, now)}`, paint, spare: 0 }];
  if (connection.status === 'live' && connection.latencyMs !== undefined) {
    pieces.push({ text: `${Math.round(connection.latencyMs)} ms`, paint: theme.dim, spare: 3 });
  }
  const again = isLoggedOut(state) ? 'Enter: as a guest' : 'Enter: try again';
  const remedy = { connecting: '', live: '', waiting: 'Enter: now', offline: again };
  if (remedy[connection.status] !== '') {
    pieces.push({ text: remedy[connection.status], paint: theme.accent, spare: 1 });
  }
  if (connection.status !== 'live' && connection.why !== undefined) {
    pieces.push({ text: safeText(connection.why), paint: plain, spare: 1 });
  }
  const away = me.status === 'away' ? ' (away)' : '';
  pieces.push({
    text: `${safeText(me.name)}@${safeText(address)}${away}`,
    paint: theme.dim,
    spare: 2,
  });
  return pieces;
}

function rightPieces(input: StatusInput, theme: Theme): Piece[] {
  const pieces: Piece[] = [];
  const { state, hint } = input;
  const room = state.rooms.get(state.current);
  const typing = typingWords((room?.typing ?? []).map(safeText));
  if (hint !== '') pieces.push({ text: hint, paint: theme.warning, spare: 0 });
  else if (typing !== '') pieces.push({ text: typing, paint: theme.dim, spare: 2 });
  const unsent = unsentCount(state);
  if (state.quest !== undefined) pieces.push({ text: 'looking…', paint: theme.dim, spare: 1 });
  if (unsent > 0) pieces.push({ text: `${unsent} unsent`, paint: theme.warning, spare: 1 });
  pieces.push(...newsPieces(input, theme));
  return pieces;
}

/** Beside the sidebar only rooms where one was named; without it all that have news. */
function newsPieces({ state, namesRooms, isMuted }: StatusInput, theme: Theme): Piece[] {
  return roomOrder(state)
    .filter(({ name }) => name !== state.current && !isMuted(name))
    .filter((room) => (namesRooms ? room.unread : room.mentions) > 0)
    .slice(0, 3)
    .map((room) => ({
      text: `${safeText(roomTitle(room, state.me.name))} ${room.mentions > 0 ? '@' : ''}${shortCount(room.mentions || room.unread)}`,
      paint: room.mentions > 0 ? theme.alert : theme.badge,
      spare: room.mentions > 0 ? 0 : 1,
    }));
}

function dropSpare(pieces: Piece[], spare: number): void {
  const kept = pieces.filter((piece) => piece.spare < spare);
  pieces.splice(0, pieces.length, ...kept);
}

/** Of a piece that is cut fewer cells say nothing. */
const shortestCut = 10;

const separator = ' · ';

function totalWidth(pieces: readonly Piece[]): number {
  const texts = pieces.reduce((sum, piece) => sum + cellWidth(piece.text), 0);
  return texts + Math.max(0, pieces.length - 1) * separator.length + 1;
}

function painted(
  pieces: readonly Piece[],
  width: number,
  theme: Theme,
): { text: string; cells: number } {
  let text = '';
  let cells = 0;
  for (const piece of pieces) {
    const lead = cells === 0 ? ' ' : separator;
    const shown = truncate(piece.text, Math.max(0, width - cells - lead.length));
    const isStub = shown !== piece.text && cellWidth(shown) < shortestCut;
    if (shown === '' || (isStub && cells > 0)) break;
    text += (cells === 0 ? lead : theme.dim(lead)) + piece.paint(shown);
    cells += lead.length + cellWidth(shown);
  }
  return { text, cells };
}
