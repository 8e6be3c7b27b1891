// What is said aloud besides messages: answers to commands, what a search found, who came and who went.
import { isDirectRoom } from '../../protocol/index.ts';
import { localTime, type OffsetMinutes, whenWords } from '../../sdk/local-time.ts';
import type { Hit, Notice } from '../../sdk/state.ts';
import { listNames } from '../../sdk/words.ts';
import { safeText } from '../../ui/safe-text.ts';
import { isSelf, type Listener, nameOf, peerOf } from './message-words.ts';
import { spokenExcerpt } from './text-parts.ts';

/** Characters of a hit that are said: /goto says the rest. */
const maxHit = 120;

/** The words first, then what was found, the newest first: who listens can stop there. */
export function noticeLines(
  { text, hits = [], at }: Notice,
  listener: Listener,
  offset: OffsetMinutes,
): string[] {
  const now = localTime(at, offset);
  const found = hits.toReversed().map((hit) => hitLine(hit, listener, now, offset));
  return [...text.split('\n').map(withoutColumns), ...found].map(safeText);
}

function hitLine(
  { number, message, text }: Hit,
  listener: Listener,
  now: string,
  offset: OffsetMinutes,
): string {
  const { sender, room, timestamp } = message;
  const who = isSelf(sender, listener) ? 'you' : nameOf(sender);
  const where = isDirectRoom(room)
    ? `alone with ${peerOf({ name: room }, listener)}`
    : `in ${room}`;
  const when = whenWords(localTime(Date.parse(timestamp), offset), now);
  return `hit ${number}, ${who} ${where}, ${when}: ${spokenExcerpt(text, maxHit)}`;
}

/** A list with its first column filled up with blanks; the column ends where the words begin. */
function withoutColumns(line: string): string {
  return line.replace(/^(\S+(?: \S+)*) {2,}(?=\S)/, '$1: ');
}

export type Presence = Pick<Notice, 'came' | 'went'>;

/** What is different since it was told of: comings and goings in a row are one notice, which changes. */
export function presenceNews(before: Presence, now: Presence): string | undefined {
  const came = [...news(before.came, now.came), ...gone(before.went, now)];
  const went = [...news(before.went, now.went), ...gone(before.came, now)];
  const parts: string[] = [];
  if (came.length > 0) parts.push(`${listNames(came)} joined`);
  if (went.length > 0) parts.push(`${listNames(went)} left`);
  return parts.length === 0 ? undefined : parts.join(', ');
}

const news = (before: readonly string[] = [], now: readonly string[] = []) =>
  now.filter((name) => !before.includes(name));

/** Who went after having come is in neither list, and the other way round. */
function gone(before: readonly string[] = [], { came = [], went = [] }: Presence) {
  return before.filter((name) => !came.includes(name) && !went.includes(name));
}
