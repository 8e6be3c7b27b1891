// The sidebar: rooms with what is new in them, and who is here.
import { isDirectRoom } from '../protocol/index.ts';
import type { RoomState, State } from '../sdk/state.ts';
import { cellWidth, fitLeft } from './cells.ts';
import { roomOrder, roomTitle } from './rooms.ts';
import { safeText } from './safe-text.ts';
import type { Theme } from './theme.ts';

/** At most this share of the sidebar goes to rooms when there are more people than fit. */
const roomShare = 0.6;

/** Exactly `height` lines, each `width` cells wide. */
export function sidebarLines(state: State, width: number, height: number, theme: Theme): string[] {
  const rooms = roomSections(state, roomOrder(state), width, theme);
  const people = peopleSection(state, width, theme);
  const room = state.rooms.get(state.current);
  const unnamed =
    people.length === 0 ? 0 : Math.max(0, (room?.count ?? 0) - (room?.members.length ?? 0));
  const forRooms = Math.min(
    rooms.length,
    Math.max(Math.floor(height * roomShare), height - people.length),
  );
  const top = rooms.length <= forRooms ? rooms : fewerRooms(state, forRooms, width, theme);
  const lines = [...top, ...cutTo(people, height - top.length, unnamed, width, theme)];
  return [...lines, ...Array<string>(Math.max(0, height - lines.length)).fill(' '.repeat(width))];
}

/** Where not all fit: the one on the screen and those with news first, all in their order. */
function fewerRooms(state: State, height: number, width: number, theme: Theme): string[] {
  const rooms = roomOrder(state);
  const titles = new Set(rooms.map((room) => isDirectRoom(room.name))).size;
  // A title and a blank line for each section, and the line that counts the rest.
  const kept = rooms
    .toSorted((one, other) => importance(other, state) - importance(one, state))
    .slice(0, Math.max(1, height - 2 * titles - 1));
  const shown = rooms.filter((room) => kept.includes(room));
  const lines = roomSections(state, shown, width, theme);
  const more = theme.dim(fitLeft(`   … ${rooms.length - shown.length} more`, width));
  return (shown.length === rooms.length ? lines : lines.toSpliced(-1, 0, more)).slice(0, height);
}

function importance(room: RoomState, { current }: State): number {
  if (room.name === current) return 3;
  if (room.mentions > 0) return 2;
  return room.unread > 0 ? 1 : 0;
}

function roomSections(
  state: State,
  rooms: readonly RoomState[],
  width: number,
  theme: Theme,
): string[] {
  const numbers = new Map(roomOrder(state).map((room, index) => [room, index + 1]));
  const lines = rooms.map((room) => roomLine(room, numbers.get(room) ?? 0, state, width, theme));
  const direct = rooms.findIndex((room) => isDirectRoom(room.name));
  const open = direct === -1 ? rooms.length : direct;
  return [
    ...section('ROOMS', lines.slice(0, open), width, theme),
    ...section('DIRECT', lines.slice(open), width, theme),
  ];
}

function peopleSection(state: State, width: number, theme: Theme): string[] {
  const room = state.rooms.get(state.current);
  if (room === undefined) return [];
  const lines = room.members.map((member) => {
    const name = fitLeft(safeText(member.name), width - 3);
    if (member.status === 'away') return ` ${theme.dim(`○ ${name}`)}`;
    // Without a connection this is who was here: a memory.
    if (state.connection.status !== 'live') return ` ${theme.dim(`● ${name}`)}`;
    return ` ${theme.good('●')} ${theme.name(member.name)(name)}`;
  });
  return section(`HERE (${room.count})`, lines, width, theme);
}

/** Nothing under it, no title either; a blank line ends it. */
function section(title: string, lines: readonly string[], width: number, theme: Theme): string[] {
  if (lines.length === 0) return [];
  return [theme.dim(fitLeft(` ${title}`, width)), ...lines, ' '.repeat(width)];
}

function roomLine(
  room: RoomState,
  number: number,
  state: State,
  width: number,
  theme: Theme,
): string {
  const isCurrent = room.name === state.current;
  const title = isDirectRoom(room.name) ? roomTitle(room, state.me.name) : room.name;
  const badge = isCurrent ? '' : badgeOf(room);
  const label = fitLeft(safeText(title), width - 4 - cellWidth(badge));
  const key = number > 9 ? ' ' : String(number);
  if (isCurrent) return `${theme.accent('▌')}${theme.accent(key)} ${theme.strong(label)} ${badge}`;
  const name = room.unread > 0 ? theme.strong(label) : label;
  const paintBadge = room.mentions > 0 ? theme.alert : theme.badge;
  return ` ${theme.dim(key)} ${room.isJoined ? name : theme.dim(label)}${paintBadge(badge)} `;
}

function badgeOf(room: RoomState): string {
  if (room.mentions > 0) return ` @${shortCount(room.mentions)}`;
  return room.unread > 0 ? ` ${shortCount(room.unread)}` : '';
}

/** A count that never takes more than three cells. */
export function shortCount(count: number): string {
  return count > 99 ? '99+' : String(count);
}

/** `height` lines of a section at most; what is left out, and what it does not know by name, is counted. */
function cutTo(
  lines: readonly string[],
  height: number,
  unnamed: number,
  width: number,
  theme: Theme,
): string[] {
  // The blank line at the end is no loss.
  const entries = lines.slice(0, -1);
  if (height < 1) return [];
  if (unnamed === 0 && entries.length <= height) return lines.slice(0, height);
  const shown = entries.slice(0, height - 1);
  const hidden = entries.length - shown.length + unnamed;
  return [...shown, theme.dim(fitLeft(`   … ${hidden} more`, width))];
}
