// The sentences about people: who somebody is, and where one is logged in.
import { type ReplyOf, showRoom } from '../protocol/index.ts';
import type { OffsetMinutes } from './local-time.ts';
import { timeWords } from './moderation-words.ts';

type Profile = Omit<ReplyOf<'profile'>, 'type' | 'id'>;
type OwnSession = ReplyOf<'sessions'>['sessions'][number];

export function profileWords(profile: Profile, now: number, offset: OffsetMinutes): string {
  const { name, role, bot, rooms, since, client, displayName, about, registered } = profile;
  const when = (timestamp: string) => timeWords(timestamp, now, offset);
  const lines = [
    `${displayName ? `${name} (${displayName})` : name}, ${role}${bot ? ', bot' : ''}`,
    presentWords(profile, when),
  ];
  if (rooms.length > 0) lines.push(`in ${rooms.map(showRoom).join(', ')}`);
  if (since) lines.push(`here since ${when(since)}`);
  if (client) lines.push(`with ${client}`);
  if (registered) lines.push(`registered ${when(registered)}`);
  if (about) lines.push(about);
  return lines.join('\n');
}

function presentWords(
  { status, text, seen }: Profile,
  when: (timestamp: string) => string,
): string {
  const said = text ? `: ${text}` : '';
  if (status !== 'offline') return `${status}${said}`;
  return seen ? `not here, last seen ${when(seen)}` : 'not here';
}

/** Numbered, as /revoke takes them. */
export function sessionWords(
  sessions: readonly OwnSession[],
  now: number,
  offset: OffsetMinutes,
): string {
  if (sessions.length === 0) return 'You have no sessions.';
  const lines = sessions.map((session, index) => sessionLine(session, index + 1, now, offset));
  const rest = sessions.some(({ isThis }) => !isThis) ? ['/revoke N ends one of them.'] : [];
  return ['Where you are logged in:', ...lines, ...rest].join('\n');
}

function sessionLine(
  { client, address, since, seen, isConnected, isThis }: OwnSession,
  number: number,
  now: number,
  offset: OffsetMinutes,
): string {
  const when = (timestamp: string) => timeWords(timestamp, now, offset);
  const there = isConnected ? 'connected' : `last seen ${when(seen)}`;
  const which = isThis ? ' (this one)' : '';
  const from = address === '' ? '' : `, from ${address}`;
  return `${number}  ${client || 'some program'}${from}, since ${when(since)}, ${there}${which}`;
}
