// A visit to what was said long ago: a timeline of its own around one message, beside the live one.
import type { ReplyOf } from '../protocol/index.ts';
import { isChange } from './fold.ts';
import type {
  Message,
  Notice,
  Pending,
  Revision,
  RoomState,
  State,
  Timeline,
  UnreadMark,
  Visit,
} from './state.ts';
import {
  addNotice,
  append,
  begin,
  emptyTimeline,
  findMessage,
  prepend,
  withChanges,
} from './timeline.ts';

/** Which way a page of it lies. */
export type Direction = 'older' | 'newer';

/** @param note stands before its first page */
export function newVisit(room: string, seq: number, noticesFrom: number, note?: Notice): Visit {
  const timeline = note ? addNotice(emptyTimeline, note) : emptyTimeline;
  return { room, seq, timeline, noticesFrom, isLoadingOlder: false, isLoadingNewer: false };
}

/** What the room was last told since it is visited: an answer to a command, which is not seen there. */
export function answerMeanwhile({ noticesFrom }: Visit, room: RoomState): Notice | undefined {
  const { items } = room.timeline;
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items.at(index);
    if (item?.type !== 'notice' || item.kind === 'presence') continue;
    return item.number >= noticesFrom ? item : undefined;
  }
  return undefined;
}

export function visitAsked(visit: Visit, direction: Direction, is: boolean): Visit {
  return direction === 'older'
    ? { ...visit, isLoadingOlder: is }
    : { ...visit, isLoadingNewer: is };
}

/** A page of it: the first one ends with the message that is visited. */
export function withPage(visit: Visit, direction: Direction, reply: ReplyOf<'history'>): Visit {
  const { timeline, seq } = visit;
  const { messages, changes, more } = reply;
  const loaded = visitAsked(visit, direction, false);
  if (direction === 'newer') {
    const grown = withChanges(append(timeline, messages), changes);
    return { ...loaded, timeline: grown, hasNewer: more && messages.length > 0 };
  }
  const isFirst = timeline.newest === undefined;
  const grown = isFirst ? begin(timeline, messages, seq) : prepend(timeline, messages, more);
  return { ...loaded, timeline: withChanges(grown, changes) };
}

/** What is changed now may be what is looked at. */
export function withLiveChange(visit: Visit, message: Message): Visit {
  const isConcerned = message.room === visit.room && isChange(message);
  return isConcerned ? { ...visit, timeline: withChanges(visit.timeline, [message]) } : visit;
}

/** The visit that is on the screen; undefined where the room itself is. */
export function visitShown({
  visit,
  current,
}: Pick<State, 'visit' | 'current'>): Visit | undefined {
  return visit?.room === current ? visit : undefined;
}

/** What is known of what became of a message: where it is looked at, more than where it is not. */
export function revisionIn(
  { rooms, visit }: State,
  room: string,
  seq: number,
): Revision | undefined {
  const isVisited = visit?.room === room && findMessage(visit.timeline, seq) !== undefined;
  const timeline = isVisited ? visit.timeline : rooms.get(room)?.timeline;
  return timeline?.fold.get(seq);
}

/** Whether all that the room has after the message is held: it goes on live from there. */
export function isAtNow({ timeline, hasNewer }: Visit, room: RoomState | undefined): boolean {
  return hasNewer === false && (timeline.newest ?? 0) >= (room?.timeline.newest ?? 0);
}

/** What rows are made of: a room as it is now, or a visit to it. */
export interface Shown extends Pick<RoomState, 'timeline' | 'pending'> {
  readonly timeline: Timeline;
  readonly mark?: UnreadMark;
  /** The message that is visited. */
  readonly hit?: number;
}

const nothingPending: readonly Pending[] = [];

/** What is on the screen of the current room. */
export function shownIn(state: State): Shown | undefined {
  const visit = visitShown(state);
  const room = state.rooms.get(state.current);
  if (!visit) return room;
  const mark = room?.mark === undefined ? {} : { mark: room.mark };
  return { timeline: visit.timeline, pending: nothingPending, hit: visit.seq, ...mark };
}
