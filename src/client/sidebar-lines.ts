// The sidebar: rooms with what is new in them, and who is here; what has the focus, and long lists scroll.
import { isDirectRoom } from '../protocol/index.ts';
import { isPrivate } from '../sdk/keeping.ts';
import type { Member, RoomState, State } from '../sdk/state.ts';
import { roomOrder, roomTitle } from '../ui/rooms.ts';
import { safeText } from '../ui/safe-text.ts';
import { cellWidth, fitLeft, truncate } from './cells.ts';
import { isMuted } from './preferences.ts';
import type { Theme } from './theme.ts';
import type { Focus, Ui } from './ui.ts';

/** At most this share of the sidebar goes to rooms when there are more people than fit. */
const roomShare = 0.6;

/** What the lines are made of. */
interface Side {
  readonly state: State;
  readonly width: number;
  readonly theme: Theme;
  readonly focus: Focus;
  /** Its news is none. */
  readonly isMuted: (room: string) => boolean;
}

/** A line, and which of the list it is; undefined: a title or a blank. */
interface Entry {
  readonly line: string;
  readonly index?: number;
}

/** Exactly `height` lines, each `width` cells wide. */
export function sidebarLines(
  state: State,
  width: number,
  height: number,
  theme: Theme,
  { focus, preferences }: Pick<Ui, 'focus' | 'preferences'>,
): string[] {
  const isMutedRoom = (room: string) => isMuted(preferences, room);
  const side: Side = { state, width, theme, focus, isMuted: isMutedRoom };
  const rooms = roomEntries(side);
  const people = peopleEntries(side);
  const room = state.rooms.get(state.current);
  const unnamed =
    people.length === 0 ? 0 : Math.max(0, (room?.count ?? 0) - (room?.members.length ?? 0));
  const wanted = people.length + (unnamed > 0 ? 1 : 0);
  const forRooms = Math.min(
    rooms.length,
    Math.max(Math.floor(height * roomShare), height - wanted),
  );
  const top =
    focus.on === 'rooms' || rooms.length <= forRooms
      ? windowOver(rooms, forRooms, focus.on === 'rooms' ? focus.index : 0, 0, side)
      : fewerRooms(side, forRooms);
  const chosenPerson = focus.on === 'people' ? focus.index : 0;
  const lines = [...top, ...windowOver(people, height - top.length, chosenPerson, unnamed, side)];
  return [...lines, ...Array<string>(Math.max(0, height - lines.length)).fill(' '.repeat(width))];
}

/** Where not all fit: the one on the screen and those with news first, all in their order. */
function fewerRooms(side: Side, height: number): string[] {
  const { state, width, theme } = side;
  const rooms = roomOrder(state);
  const titles = new Set(rooms.map((room) => isDirectRoom(room.name))).size;
  // A title and a blank line for each section, and the line that counts the rest.
  const kept = rooms
    .toSorted((one, other) => importance(other, side) - importance(one, side))
    .slice(0, Math.max(1, height - 2 * titles - 1));
  const shown = rooms.filter((room) => kept.includes(room));
  const lines = roomEntries(side, shown).map(({ line }) => line);
  const more = theme.dim(fitLeft(`   … ${rooms.length - shown.length} more`, width));
  return (shown.length === rooms.length ? lines : lines.toSpliced(-1, 0, more)).slice(0, height);
}

function importance(room: RoomState, { state, isMuted: isQuiet }: Side): number {
  if (room.name === state.current) return 3;
  if (isQuiet(room.name)) return 0;
  if (room.mentions > 0) return 2;
  return room.unread > 0 ? 1 : 0;
}

/**
 * At most `height` lines, the chosen one among them; what is above and below is counted.
 * @param unnamed so many more are not known by name
 */
function windowOver(
  entries: readonly Entry[],
  height: number,
  chosen: number,
  unnamed: number,
  { width, theme }: Side,
): string[] {
  if (height < 1) return [];
  if (entries.length <= height && unnamed === 0) return entries.map(({ line }) => line);
  // A blank line at the end is no loss.
  const all = entries.filter(({ line }, index) => index < entries.length - 1 || line.trim() !== '');
  if (all.length <= height && unnamed === 0) return all.map(({ line }) => line);
  const at = Math.max(
    0,
    all.findIndex(({ index }) => index === chosen),
  );
  const room = Math.max(1, height - 1);
  const from = Math.max(0, Math.min(at - (room >> 1), all.length - room));
  const shown = all.slice(from, from + room);
  const hidden = countOf(all) - countOf(shown) + unnamed;
  const above = countOf(all.slice(0, from));
  const below = hidden > above ? ` ↓ ${hidden - above}` : '';
  const words = above > 0 ? `   ↑ ${above}${below}` : `   … ${hidden} more`;
  return [...shown.map(({ line }) => line), theme.dim(fitLeft(words, width))].slice(0, height);
}

const countOf = (entries: readonly Entry[]): number =>
  entries.filter(({ index }) => index !== undefined).length;

function roomEntries(side: Side, shown?: readonly RoomState[]): Entry[] {
  const { state, width, theme, focus } = side;
  const order = roomOrder(state);
  const listed = shown ?? order;
  const entries = listed.map((room): Entry => {
    const index = order.indexOf(room);
    const isChosen = focus.on === 'rooms' && focus.index === index;
    return { line: roomLine(room, index + 1, side, isChosen), index };
  });
  const direct = listed.findIndex((room) => isDirectRoom(room.name));
  const open = direct === -1 ? listed.length : direct;
  const title = focus.on === 'rooms' ? theme.accent : theme.dim;
  return [
    ...section('ROOMS', entries.slice(0, open), width, title),
    ...section('DIRECT', entries.slice(open), width, title),
  ];
}

function peopleEntries({ state, width, theme, focus }: Side): Entry[] {
  const room = state.rooms.get(state.current);
  if (room === undefined) return [];
  const isLive = state.connection.status === 'live';
  const entries = room.members.map((member, index): Entry => {
    const line = personLine(member, isLive, width, theme);
    const isChosen = focus.on === 'people' && focus.index === index;
    return { line: isChosen ? theme.selected(plainPerson(member, width)) : line, index };
  });
  const title = focus.on === 'people' ? theme.accent : theme.dim;
  return section(`HERE (${room.count})`, entries, width, title);
}

/** As in other chats; /rooms and /room say it in words. */
const privateSign = '*';

/** What people may do here is told by a sign, as in other chats. */
const roleSigns: Readonly<Partial<Record<NonNullable<Member['role']>, string>>> = {
  owner: '~',
  moderator: '@',
};

function titleOf({ name, role }: Member): string {
  return `${(role && roleSigns[role]) ?? ''}${safeText(name)}`;
}

/** In words, as a sign for it would have to be learnt. No name holds a blank. */
const botNote = ' bot';

/** The name, with nothing behind it, and what stands there. */
function personParts(member: Member, width: number): readonly [name: string, rest: string] {
  const note = member.bot ? botNote : '';
  const name = truncate(titleOf(member), width - 3 - note.length);
  return [name, fitLeft(note, width - 3 - cellWidth(name))];
}

function plainPerson(member: Member, width: number): string {
  return ` ${member.status === 'away' ? '○' : '●'} ${personParts(member, width).join('')}`;
}

function personLine(member: Member, isLive: boolean, width: number, theme: Theme): string {
  const [name, rest] = personParts(member, width);
  if (member.status === 'away') return ` ${theme.dim(`○ ${name}${rest}`)}`;
  // Without a connection this is who was here: a memory.
  if (!isLive) return ` ${theme.dim(`● ${name}${rest}`)}`;
  return ` ${theme.good('●')} ${theme.name(member.name)(name)}${member.bot ? theme.dim(rest) : rest}`;
}

/** Nothing under it, no title either; a blank line ends it. */
function section(
  title: string,
  entries: readonly Entry[],
  width: number,
  paint: (text: string) => string,
): Entry[] {
  if (entries.length === 0) return [];
  return [{ line: paint(fitLeft(` ${title}`, width)) }, ...entries, { line: ' '.repeat(width) }];
}

function roomLine(room: RoomState, number: number, side: Side, isChosen: boolean): string {
  const { state, width, theme } = side;
  const isCurrent = room.name === state.current;
  const name = isDirectRoom(room.name) ? roomTitle(room, state.me.name) : room.name;
  const title = isPrivate(state, room.name) ? `${privateSign}${name}` : name;
  const badge = isCurrent ? '' : badgeOf(room);
  const label = fitLeft(safeText(title), width - 4 - cellWidth(badge));
  const key = number > 10 ? ' ' : String(number % 10);
  if (isChosen) return theme.selected(`${isCurrent ? '▌' : ' '}${key} ${label}${badge} `);
  if (isCurrent) return `${theme.accent('▌')}${theme.accent(key)} ${theme.strong(label)} ${badge}`;
  // What happens in a muted room is there to be seen, and calls nobody.
  if (side.isMuted(room.name)) return theme.dim(` ${key} ${label}${badge} `);
  const painted = room.unread > 0 ? theme.strong(label) : label;
  const paintBadge = room.mentions > 0 ? theme.alert : theme.badge;
  return ` ${theme.dim(key)} ${room.isJoined ? painted : theme.dim(label)}${paintBadge(badge)} `;
}

function badgeOf(room: RoomState): string {
  if (room.mentions > 0) return ` @${shortCount(room.mentions)}`;
  return room.unread > 0 ? ` ${shortCount(room.unread)}` : '';
}

/** A count that never takes more than three cells. */
export function shortCount(count: number): string {
  return count > 99 ? '99+' : String(count);
}
