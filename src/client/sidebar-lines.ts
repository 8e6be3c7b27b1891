// The sidebar: rooms with what is new in them, and who is here.
import { isDirectRoom } from '../protocol/index.ts';
import type { RoomState, State } from '../sdk/state.ts';
import { cellWidth, fitLeft, truncate } from './cells.ts';
import { roomOrder, roomTitle } from './rooms.ts';
import { safeText } from './safe-text.ts';
import type { Theme } from './theme.ts';

/** At most this share of the sidebar goes to rooms when there are more people than fit. */
const roomShare = 0.6;

/** Exactly `height` lines, each `width` cells wide. */
export function sidebarLines(state: State, width: number, height: number, theme: Theme): string[] {
  const rooms = roomSection(state, width, theme);
  const people = peopleSection(state, width, theme);
  const forRooms = Math.min(
    rooms.length,
    Math.max(Math.floor(height * roomShare), height - people.length),
  );
  const top = cutTo(rooms, forRooms, width, theme);
  const lines = [...top, ...cutTo(people, height - top.length, width, theme)];
  return [...lines, ...Array<string>(Math.max(0, height - lines.length)).fill(' '.repeat(width))];
}

function roomSection(state: State, width: number, theme: Theme): string[] {
  const rooms = roomOrder(state);
  const lines = rooms.map((room, index) => roomLine(room, index + 1, state, width, theme));
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
    const name = fitLeft(safeText(member.name), width - 4);
    if (member.status === 'away') return ` ${theme.dim(`○ ${name}`)} `;
    // Without a connection this is who was here: a memory.
    if (state.connection.status !== 'live') return ` ${theme.dim(`● ${name}`)} `;
    return ` ${theme.good('●')} ${theme.name(member.name)(name)} `;
  });
  const more = room.count - room.members.length;
  if (more > 0) lines.push(theme.dim(fitLeft(`   … ${more} more`, width)));
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
  const title = isDirectRoom(room.name) ? roomTitle(room.name, state.me.name) : room.name;
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

function cutTo(lines: readonly string[], height: number, width: number, theme: Theme): string[] {
  if (lines.length <= height) return [...lines];
  // The blank line at the end is no loss.
  if (lines.length === height + 1) return lines.slice(0, height);
  if (height < 1) return [];
  const hidden = lines.length - height;
  return [
    ...lines.slice(0, height - 1),
    theme.dim(fitLeft(truncate(`   … ${hidden} more`, width), width)),
  ];
}
