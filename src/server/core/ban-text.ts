// What a ban or a mute says to the person: where, until when, why.
import { type Refusal, refuse, showRoom } from '../../protocol/index.ts';
import type { Ban } from './ban-book.ts';

export function bannedFromServer(ban: Ban): Refusal {
  return refuse('banned', `You are banned from this server${rest(ban)}`);
}

export function bannedFromRoom(ban: Ban): Refusal {
  const from = ban.room === undefined ? 'this server' : showRoom(ban.room);
  return refuse('forbidden', `You are banned from ${from}${rest(ban)}`);
}

export function muted(ban: Ban): Refusal {
  const where = ban.room === undefined ? 'on this server' : `in ${showRoom(ban.room)}`;
  return refuse('forbidden', `You are muted ${where}${rest(ban)}`);
}

function rest({ untilMs, reason }: Ban): string {
  const until = untilMs === undefined ? '' : ` until ${asTime(untilMs)}`;
  return reason === '' ? `${until}.` : `${until}: ${reason}`;
}

/** `2026-11-20 14:30:05 UTC`: to the second, for who waits for it. */
function asTime(ms: number): string {
  return new Date(ms)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}
