// What calls for the person's attention: what was said to them since the state before.
import { foldName, isDirectRoom } from '../protocol/index.ts';
import { isSaid } from '../sdk/fold.ts';
import { isMention } from '../sdk/mentions.ts';
import type { Message, RoomState, State } from '../sdk/state.ts';
import { messagesAfter } from '../sdk/timeline.ts';

/** The newest of what was said to the person in a room at once. */
export interface Attention {
  readonly room: string;
  readonly sender: string;
  readonly text: string;
  /** With this one. */
  readonly count: number;
  /** It was said while there was no connection. */
  readonly isCaughtUp: boolean;
}

/**
 * Messages that name the person, and all in direct rooms, by others.
 *
 * - What a first join shows of the past is none: it was there before.
 * - What a reconnect brings is one for each room, and says so.
 * @param muted rooms, as on the wire
 */
export function attentions(
  before: State,
  now: State,
  muted: ReadonlySet<string>,
): readonly Attention[] {
  if (before.rooms === now.rooms) return [];
  return [...now.rooms.values()].flatMap((room) => {
    const held = before.rooms.get(room.name);
    if (held?.timeline === room.timeline || muted.has(room.name)) return [];
    const fresh = arrivals(held, room).filter((message) => isForMe(message, now.me.name));
    const last = fresh.at(-1);
    if (last === undefined) return [];
    const { sender, content: text } = last;
    const isCaughtUp = last.seq <= (held?.timeline.tip ?? 0) || hasComeBack(held, room);
    return [{ room: room.name, sender, text, count: fresh.length, isCaughtUp }];
  });
}

/** Messages that were not there before: at the end, or waiting for what is missing before them. */
function arrivals(held: RoomState | undefined, { timeline }: RoomState): readonly Message[] {
  const aheadBefore = held?.timeline.ahead.at(-1)?.seq ?? 0;
  const ahead = timeline.ahead.filter(({ seq }) => seq > aheadBefore);
  const newest = held?.timeline.newest;
  // Before the first page only what comes live is news.
  if (newest === undefined || timeline.newest === undefined || timeline.newest === newest)
    return ahead;
  const known = new Set(held?.timeline.ahead.map(({ seq }) => seq));
  const said = messagesAfter(timeline, newest).filter(({ seq }) => !known.has(seq));
  return [...said, ...ahead];
}

const hasComeBack = (held: RoomState | undefined, room: RoomState): boolean =>
  held !== undefined && !held.isJoined && room.isJoined;

function isForMe(message: Message, me: string): boolean {
  const { sender, content, room } = message;
  if (!isSaid(message)) return false;
  if (foldName(sender) === foldName(me)) return false;
  return isDirectRoom(room) || isMention(content, me);
}
