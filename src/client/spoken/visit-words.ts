// What was said around a message that somebody went to, aloud: it, what was before and what came after.
import { localTime, type OffsetMinutes, showDay } from '../../sdk/local-time.ts';
import type { RoomState, Visit } from '../../sdk/state.ts';
import { orderOf } from '../../sdk/timeline.ts';
import { type Listener, messageLines } from './message-words.ts';

/** Messages on each side. */
const around = 5;

export function visitLines(
  { timeline, seq, room }: Visit,
  listener: Listener,
  offset: OffsetMinutes,
): string[] {
  const at = timeline.items.search((item) => orderOf(item) >= seq);
  const items = timeline.items.slice(Math.max(0, at - around), at + around + 1);
  const messages = items.filter((item) => item.type === 'message');
  const notices = items.flatMap((item) => (item.type === 'notice' ? item.text.split('\n') : []));
  const [first] = messages;
  if (first === undefined) return notices;
  const place: Pick<RoomState, 'name' | 'timeline'> = { name: room, timeline };
  const local = localTime(Date.parse(first.timestamp), offset);
  const said = messages.flatMap((message) =>
    messageLines(message, place, listener, message.seq === seq ? { note: 'this is it' } : {}),
  );
  const when = `${showDay(local.slice(0, 10))}, ${local.slice(11, 16)}`;
  return [...notices, `This was said from ${when} on.`, ...said, 'Now again what is said now.'];
}
