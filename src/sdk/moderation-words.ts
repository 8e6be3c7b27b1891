// The sentences about moderation: who did what to whom, until when and why; and who is banned or muted.
import { type EventOf, type ReplyOf, showRoom } from '../protocol/index.ts';
import { localTime, type OffsetMinutes, whenWords } from './local-time.ts';

type Act = Omit<EventOf<'moderated'>, 'type'>;
type Ban = ReplyOf<'bans'>['bans'][number];

/** Past tenses; of a kick the name stands in between. */
const done: Readonly<Record<Act['action'], string>> = {
  kick: 'put',
  ban: 'banned',
  unban: 'unbanned',
  mute: 'muted',
  unmute: 'unmuted',
};

/** `alice muted bob until 14:30: spam`; `on the whole server` where that is meant. */
export function moderatedWords(act: Act, now: number, offset: OffsetMinutes): string {
  const { action, name, address, by, room } = act;
  const whom = name ?? address ?? 'somebody';
  const where = room === undefined ? ' on the whole server' : '';
  const out = action === 'kick' ? ' out' : '';
  return `${by ?? 'Somebody'} ${done[action]} ${whom}${out}${where}${endWords(act, now, offset)}`;
}

/** One line each, the newest first. */
export function banWords(
  room: string | undefined,
  { bans, more }: Pick<ReplyOf<'bans'>, 'bans' | 'more'>,
  now: number,
  offset: OffsetMinutes,
): string {
  const where = room === undefined ? 'on the whole server' : `in ${showRoom(room)}`;
  if (bans.length === 0) return `Nobody is banned or muted ${where}.`;
  const lines = bans.map((ban) => banLine(ban, now, offset));
  const rest = more ? ['And more.'] : [];
  return [`Banned or muted ${where}:`, ...lines, ...rest].join('\n');
}

function banLine(ban: Ban, now: number, offset: OffsetMinutes): string {
  const { action, name, address, by, since } = ban;
  const when = timeWords(since, now, offset);
  return `${name ?? address ?? '?'}  ${done[action]} by ${by}, ${when}${endWords(ban, now, offset)}`;
}

function endWords(
  { until, reason }: Pick<Act, 'until' | 'reason'>,
  now: number,
  offset: OffsetMinutes,
): string {
  const end = until === undefined ? '' : ` until ${timeWords(until, now, offset)}`;
  return reason ? `${end}: ${reason}` : `${end}.`;
}

/** As the clock on the wall here says it. */
export function timeWords(timestamp: string, now: number, offset: OffsetMinutes): string {
  const local = localTime(Date.parse(timestamp), offset);
  return local === '' ? 'an unknown time' : whenWords(local, localTime(now, offset));
}
