// What happens in a room to messages of one's own: on their way, acknowledged, there, or failed.
import type { Failed, Message, Pending, RoomState } from './state.ts';
import { addNotice, messagesAfter, removeFailed } from './timeline.ts';
import { seen, withoutMark } from './unread.ts';

/** Failed messages of which one doesn't know: more than a lost connection can leave. */
const maxUncertain = 100;

/**
 * One that another session has written may be held already: then its copy does not come any more.
 * One that was refused for now may be tried again.
 */
export function submitted(room: RoomState, pending: Pending): RoomState {
  const timeline = removeFailed(room.timeline, ({ id }) => id === pending.id);
  const next = withoutMark({ ...seen(room), timeline, pending: [...room.pending, pending] });
  return pending.publicId === undefined
    ? next
    : withoutArrived(next, messagesAfter(room.timeline, 0));
}

/** It may be in the log from now on, under that name. */
export function written(room: RoomState, id: string, publicId: string): RoomState {
  return changePending(room, id, (pending) => ({ ...pending, publicId }));
}

/**
 * In the log; its copy is about to come, or has come already and taken its place. Of a message that an
 * earlier run wrote it may stand further back than what is held: then it never comes.
 */
export function acknowledged(room: RoomState, id: string, seq: number): RoomState {
  const isPast = seq <= (room.timeline.newest ?? 0);
  if (isPast) return { ...room, pending: without(room.pending, id) };
  const sent = { delivery: 'sent', seq } as const;
  return changePending(room, id, ({ why: _, ...pending }) => ({ ...pending, ...sent }));
}

/** It takes longer, and why. */
export function delayed(room: RoomState, id: string, why: string): RoomState {
  return changePending(room, id, (pending) => ({ ...pending, why }));
}

function changePending(
  room: RoomState,
  id: string,
  change: (pending: Pending) => Pending,
): RoomState {
  const pending = room.pending.map((one) => (one.id === id ? change(one) : one));
  return { ...room, pending };
}

/** It did not get into the log: it stays in the timeline, where it failed. */
export function failed(
  room: RoomState,
  pending: Pending,
  cause: Pick<Failed, 'why' | 'code' | 'publicId'>,
): RoomState {
  const { delivery: _, publicId: __, seq: ___, ...rest } = pending;
  const after = room.timeline.newest ?? 0;
  const timeline = addNotice(room.timeline, { ...rest, ...cause, type: 'failed', after });
  const uncertain = cause.publicId
    ? [...room.uncertain, cause.publicId].slice(-maxUncertain)
    : room.uncertain;
  return { ...room, timeline, uncertain, pending: without(room.pending, pending.id) };
}

function without(pending: readonly Pending[], id: string): readonly Pending[] {
  return pending.filter((one) => one.id !== id);
}

/** Without those whose copies came. */
export function withoutArrived(room: RoomState, fresh: readonly Message[]): RoomState {
  if (room.pending.length === 0 && room.uncertain.length === 0) return room;
  const ids = new Set(fresh.map(({ id }) => id));
  const pending = room.pending.filter(({ publicId }) => !publicId || !ids.has(publicId));
  const uncertain = room.uncertain.filter((publicId) => !ids.has(publicId));
  const isCertain = ({ publicId }: Failed) => publicId !== undefined && ids.has(publicId);
  const timeline =
    uncertain.length < room.uncertain.length
      ? removeFailed(room.timeline, isCertain)
      : room.timeline;
  return { ...room, pending, uncertain, timeline };
}
