// What one connection heard of a room, live, measured by the log: each once, none left out, in order.
import type { Message } from '../../src/protocol/index.ts';
import type { Fault } from './faults.ts';
import type { Listening } from './seen.ts';
import { isSame, type Placed, type RoomTruth } from './truth.ts';

export function judgeHeard(
  writer: number,
  listening: Listening,
  truths: ReadonlyMap<string, RoomTruth>,
): Fault[] {
  const { room, messages } = listening;
  const truth = truths.get(room) ?? { messages: [], places: new Map() };
  const who = `member ${writer} in ${room}`;
  const faults = messages.flatMap((message) => judgeOne(who, message, truth));
  return [...faults, ...repeated(who, messages), ...leftOut(who, listening, truth)];
}

function judgeOne(who: string, message: Message, truth: RoomTruth): Fault[] {
  const entry = truth.messages[truth.places.get(message.seq) ?? -1];
  if (!entry || !isSame(message, entry)) {
    return [{ kind: 'heard-otherwise', what: `${who}: ${JSON.stringify(message)}` }];
  }
  if (isRightPrev(message, entry)) return [];
  return [{ kind: 'wrong-prev', what: `${who}: ${message.seq} says ${message.prev}` }];
}

export function isRightPrev({ prev }: Message, entry: Placed): boolean {
  return prev === entry.prev || (prev === 0 && entry.isFirstOfFile);
}

function repeated(who: string, messages: readonly Message[]): Fault[] {
  const faults: Fault[] = [];
  const heard = new Set<number>();
  let last = 0;
  for (const { seq } of messages) {
    if (heard.has(seq)) faults.push({ kind: 'redelivered', what: `${who}: ${seq}` });
    else if (seq < last) faults.push({ kind: 'reordered', what: `${who}: ${seq} after ${last}` });
    heard.add(seq);
    last = Math.max(last, seq);
  }
  return faults;
}

/** From where it joined to the last that it heard; to the end, where the connection lived to see it. */
function leftOut(who: string, { after, messages, isWhole }: Listening, truth: RoomTruth): Fault[] {
  const heard = new Set(messages.map(({ seq }) => seq));
  const from = after ?? (messages[0]?.seq ?? Number.POSITIVE_INFINITY) - 1;
  const to = isWhole ? Number.POSITIVE_INFINITY : (messages.at(-1)?.seq ?? 0);
  const missing = truth.messages.filter(({ seq }) => seq > from && seq <= to && !heard.has(seq));
  return missing.map(({ seq }) => ({ kind: 'undelivered', what: `${who}: ${seq}` }));
}
