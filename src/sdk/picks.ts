// Which message of a room somebody means: the last one, or `^2` the one before it.
import { foldName } from '../protocol/index.ts';
import { isGone, isMine, isSaid } from './fold.ts';
import type { Me, Message, RoomState, State } from './state.ts';
import { findMessage } from './timeline.ts';

/** Whose messages are counted. */
export type Whose = 'own' | 'others' | 'any';

/** A message in the log, also if it is so new that one's copy of it has not come yet. */
export type Said = Pick<Message, 'seq' | 'sender' | 'content'>;

/** The message, or a sentence that says why there is none. */
export type Picked =
  | { readonly message: Said }
  /** `isOnItsWay`: it will be there in a moment. */
  | { readonly problem: string; readonly isOnItsWay?: true };

const words: Readonly<Record<Whose, string>> = {
  own: 'message of yours to change',
  others: 'message of somebody else',
  any: 'message',
};

const notSentYet = 'That message is not sent yet: try again when it is.';

/**
 * The message that is meant in a room. Only what was said counts, and what is not deleted.
 * @param back 1: the last one; of a room that is visited, the message that is visited
 */
export function pickMessage(state: State, room: string, whose: Whose, back: number): Picked {
  const { visit, rooms, me } = state;
  const held = rooms.get(room);
  if (!held) return { problem: 'That room is not open.' };
  const visited = visit?.room === room ? findMessage(visit.timeline, visit.seq) : undefined;
  const isMeant = visited && whose !== 'own' && back === 1;
  if (isMeant && !isGone(visited, visit?.timeline.fold.get(visited.seq))) {
    return { message: visited };
  }
  return pickHeld(held, me, whose, back);
}

function pickHeld(room: RoomState, me: Me, whose: Whose, back: number): Picked {
  const pending = whose === 'others' ? [] : room.pending.filter(isSaid);
  const onItsWay = pending.at(-back);
  if (onItsWay) {
    const { seq, content } = onItsWay;
    if (seq === undefined) return { problem: notSentYet, isOnItsWay: true };
    return { message: { seq, sender: me.name, content } };
  }
  const { items, fold } = room.timeline;
  let left = back - pending.length;
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items.at(index);
    if (item?.type !== 'message' || !isSaid(item) || !isBy(whose, item, me)) continue;
    if (isGone(item, fold.get(item.seq))) continue;
    left -= 1;
    if (left === 0) return { message: item };
  }
  const hasNearer = left < back;
  return { problem: `There is no ${words[whose]} here${hasNearer ? ' so far back' : ''}.` };
}

/** One's own are those that one can change; others' are not by one's name. */
function isBy(whose: Whose, message: Message, me: Me): boolean {
  if (whose === 'own') return isMine(message, me);
  return whose === 'any' || foldName(message.sender) !== foldName(me.name);
}

/** `^2 text`, as it is typed after a command. */
export interface Counted {
  readonly back: number;
  readonly text: string;
}

export function readCounted(typed: string): Counted {
  const [, digits, text = ''] = /^\^([1-9]\d{0,4})(?:\s+([\s\S]*))?$/.exec(typed) ?? [];
  return digits === undefined ? { back: 1, text: typed } : { back: Number(digits), text };
}
