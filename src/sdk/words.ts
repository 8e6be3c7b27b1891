// The sentences that the core says to people.
import { type ByeReason, limits, showRoom } from '../protocol/index.ts';
import type { Member, Notice, RoomSummary } from './state.ts';

/** Names in one line before the rest becomes a number. */
const maxNamesTold = 5;

export const byeWords: Readonly<Record<ByeReason, string>> = {
  'shutting-down': 'The server is going down.',
  'slow-consumer': 'This client was too slow to read.',
  idle: 'The server heard nothing from here for too long.',
  replaced: 'This session was opened somewhere else.',
  kicked: 'You were put out.',
  banned: 'You are banned here.',
  'logged-out': 'This session was logged out.',
};

/** The beginning of a text, in one line. */
export function excerpt(text: string, maxLength: number): string {
  const line = text.slice(0, 4 * maxLength).replace(/\s+/g, ' ');
  const characters = [...line];
  return characters.length > maxLength ? `${characters.slice(0, maxLength).join('')}…` : line;
}

/** `alice`, `alice and bob`, `alice, bob and 3 more`. */
export function listNames(names: readonly string[]): string {
  if (names.length > maxNamesTold) {
    const told = names.slice(0, maxNamesTold - 1);
    // Of those who come and go a page is remembered: there the number would be too small.
    const more = names.length < limits.maxMembersPage ? names.length - told.length : 'many';
    return `${told.join(', ')} and ${more} more`;
  }
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

export function presenceWords({ came = [], went = [] }: Pick<Notice, 'came' | 'went'>): string {
  const parts: string[] = [];
  if (came.length > 0) parts.push(`${listNames(came)} joined`);
  if (went.length > 0) parts.push(`${listNames(went)} left`);
  return parts.join(', ');
}

export function roomWords(rooms: readonly RoomSummary[], hasMore: boolean): string {
  if (rooms.length === 0) return 'No such rooms.';
  const lines = rooms.map(({ name, topic, count, description, visibility }) => {
    const about = topic || description || '';
    const how = visibility === 'private' ? ', private' : '';
    return `${showRoom(name)}, ${peopleWords(count)}${how}${about === '' ? '' : `: ${about}`}`;
  });
  return [...lines, ...(hasMore ? ['And more: /rooms with the first letters.'] : [])].join('\n');
}

/** With what stands beside a name on a screen as a sign. */
function memberName({ name, status, role, bot }: Member): string {
  const isTold = role === 'owner' || role === 'moderator';
  const shown = [isTold && role, bot && 'bot', status === 'away' && 'away'];
  const notes = shown.filter((note) => typeof note === 'string');
  return notes.length === 0 ? name : `${name} (${notes.join(', ')})`;
}

export function memberWords(room: string, members: readonly Member[], count: number): string {
  const names = members.map(memberName);
  const rest = count > members.length ? `, and ${count - members.length} more` : '';
  return `${peopleWords(count)} in ${showRoom(room)}: ${names.join(', ')}${rest}`;
}

function peopleWords(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}
