// What stands where messages end: that more are coming, that there are none, what one can do.
import { isDirectRoom, showRoom } from '../../protocol/index.ts';
import type { State } from '../../sdk/state.ts';
import { canHoldOlder } from '../../sdk/timeline.ts';
import { visitShown } from '../../sdk/visit.ts';
import { currentTitle } from '../../ui/rooms.ts';
import { safeText } from '../../ui/safe-text.ts';

/** Above the oldest row held; empty: nothing. */
export function topWords(state: State): string {
  const visit = visitShown(state);
  const room = state.rooms.get(state.current);
  const timeline = visit?.timeline ?? room?.timeline;
  if (room === undefined || timeline === undefined) return '';
  if (room.refusal !== undefined) return safeText(room.refusal);
  if (timeline.newest === undefined) return waitWords(state);
  if (visit?.isLoadingOlder || (visit === undefined && room.isLoadingOlder)) return 'loading…';
  if (!timeline.hasOlder) return `The beginning of ${title(state)}`;
  return canHoldOlder(timeline) ? '' : 'Older messages: /goto and a day';
}

function waitWords(state: State): string {
  return state.connection.status === 'live' ? `joining ${title(state)}…` : 'no connection yet…';
}

/** In place of messages where there is none; undefined: there may be some. */
export function emptyWords(state: State): readonly string[] | undefined {
  const room = state.rooms.get(state.current);
  const isEmpty = room?.timeline.newest !== undefined && !room.timeline.hasOlder;
  if (!isEmpty || visitShown(state) !== undefined) return undefined;
  if (room.timeline.items.length + room.pending.length > 0) return undefined;
  const begin = isDirectRoom(room.name)
    ? `What you write here only ${title(state)} and you can read.`
    : `Nobody has said anything in ${title(state)} yet.`;
  return [begin, 'Write the first message below. / shows the commands, F1 the keys.'];
}

/** Of a visit, or while one is looked for: where one is; undefined: at what is said now. */
export function visitWords(state: State, day: string | undefined): string | undefined {
  const visit = visitShown(state);
  if (visit !== undefined) return day === undefined ? 'loading…' : `around ${day}`;
  return state.quest?.room === state.current ? 'looking for it…' : undefined;
}

function title(state: State): string {
  return safeText(isDirectRoom(state.current) ? currentTitle(state) : showRoom(state.current));
}
