// What each room holds by the log: the measure for what members heard and show.
import type { Message } from '../../src/protocol/index.ts';
import { markOf, type Said } from './seen.ts';
import type { Written, WrittenLog } from './written.ts';

/** A message where it belongs. */
export interface Placed extends Message {
  /** The file before this one has the message before it: a server that starts in a new file may not know it. */
  readonly isFirstOfFile: boolean;
}

export interface RoomTruth {
  /** In the order of their `seq`. */
  readonly messages: readonly Placed[];
  /** Where a `seq` stands in them. */
  readonly places: ReadonlyMap<number, number>;
}

/**
 * By room. What was acknowledged and is lost counts as being there: that it is lost is a fault of its
 * own, not one of everybody who heard it.
 */
export function roomTruths(
  { entries, byMark }: WrittenLog,
  said: readonly Said[],
): Map<string, RoomTruth> {
  const bySeq = new Map<number, Written>();
  for (const one of said) {
    if (one.ack && !byMark.has(markOf(one))) bySeq.set(one.ack.seq, asWritten(one, one.ack));
  }
  for (const entry of entries) bySeq.set(entry.seq, entry);
  const rooms = Map.groupBy(bySeq.values(), ({ room }) => room);
  return new Map([...rooms].map(([room, messages]) => [room, inPlace(messages)]));
}

function asWritten(said: Said, ack: { seq: number; timestamp: string }): Written {
  const { room, kind, content, target, sender, session, id } = said;
  const own = { room, kind, content, sender, id: `${session}-${id}`, ...ack };
  return { ...own, ...(target === undefined ? {} : { target }), file: -1, place: -1 };
}

function inPlace(messages: Written[]): RoomTruth {
  const ordered = messages.sort((one, other) => one.seq - other.seq);
  const placed = ordered.map((message, index) => {
    const before = ordered[index - 1];
    return { ...message, prev: before?.seq ?? 0, isFirstOfFile: before?.file !== message.file };
  });
  return { messages: placed, places: new Map(placed.map(({ seq }, index) => [seq, index])) };
}

/** Whether a member got exactly what the log has. */
export function isSame(message: Message, entry: Message): boolean {
  return (
    message.seq === entry.seq &&
    message.room === entry.room &&
    message.kind === entry.kind &&
    message.sender === entry.sender &&
    message.content === entry.content &&
    message.timestamp === entry.timestamp &&
    message.id === entry.id &&
    message.target === entry.target
  );
}
