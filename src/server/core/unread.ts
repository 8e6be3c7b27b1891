// How many messages by others somebody has not read: from memory, and from the log where that must be.
import { foldName, limits, type Message } from '../../protocol/index.ts';
import { mayReadMessage } from './direct.ts';
import type { LogReader } from './history.ts';
import type { Recent } from './recent.ts';
import type { Session } from './session.ts';

/**
 * Counts in the turn in which it is called, up to `limits.maxUnread`. Undefined: it can't be told.
 */
export type Count = () => number | undefined;

/** Pages of the log that are looked through: enough for the most, where half of it counts. */
const maxPages = 4;

const theMost: Count = () => limits.maxUnread;
const untold: Count = () => undefined;

/** What came into the room after `read`: at once, or once the log was read; never rejects. */
export function countUnread(
  recent: Recent,
  log: LogReader,
  room: string,
  read: number,
  reader: Session,
): Count | Promise<Count> {
  const counting: Counting = {
    recent,
    log,
    room,
    isUnread: (message) => isUnreadBy(message, reader),
  };
  if (holdsAll(counting, read)) return withHeld(counting, read, 0);
  // There can be no more than the most, and memory has the most.
  if (countHeld(counting, read) === limits.maxUnread) return theMost;
  return countFromLog(counting, read).catch(() => untold);
}

interface Counting {
  readonly recent: Recent;
  readonly log: LogReader;
  readonly room: string;
  readonly isUnread: (message: Message) => boolean;
}

function isUnreadBy(message: Message, reader: Session): boolean {
  const { kind, sender } = message;
  if (kind !== 'text' && kind !== 'action') return false;
  if (!mayReadMessage(reader, message)) return false;
  return sender !== reader.name && foldName(sender) !== reader.folded;
}

/** Whether memory has everything of the room after a place. */
function holdsAll({ recent, log, room }: Counting, after: number): boolean {
  if (after + 1 >= recent.floorOf(room)) return true;
  // A room that was long silent has often nothing between the two, wherever memory begins.
  const [first] = recent.after(room, after, 1);
  return first ? first.prev <= after : log.known(room)?.last === after;
}

async function countFromLog(counting: Counting, read: number): Promise<Count> {
  const { log, room, isUnread } = counting;
  let after = read;
  let count = 0;
  for (let page = 0; page < maxPages; page++) {
    const last = log.known(room)?.last ?? 0;
    const { messages } = await log.readAfter(room, after, limits.maxPage);
    count += messages.filter(isUnread).length;
    after = messages.at(-1)?.seq ?? Math.max(after, last);
    if (count >= limits.maxUnread) return theMost;
    if (messages.length === 0 || holdsAll(counting, after)) {
      return withHeld(counting, after, count);
    }
  }
  return untold;
}

/** What was counted up to a place, and with it what memory has after that when it is asked for. */
function withHeld(counting: Counting, after: number, count: number): Count {
  return () => {
    if (!holdsAll(counting, after)) return undefined;
    return Math.min(limits.maxUnread, count + countHeld(counting, after));
  };
}

function countHeld({ recent, room, isUnread }: Counting, after: number): number {
  let count = 0;
  let page = recent.after(room, after, limits.maxPage);
  for (let last = page.at(-1); last; last = page.at(-1)) {
    count += page.filter(isUnread).length;
    if (count >= limits.maxUnread) return limits.maxUnread;
    page = recent.after(room, last.seq, limits.maxPage);
  }
  return count;
}
