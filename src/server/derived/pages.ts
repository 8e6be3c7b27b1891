// Questions to the log: pages of a room, single messages, rooms, ids; from its parts, newest or oldest first.
import type { Entry, Message } from '../../protocol/messages.ts';
import { becoming, noPage, type Page } from '../core/changes.ts';
import type { RoomFacts } from '../core/history.ts';
import { IndexedPart } from './indexed.ts';
import type { Part } from './part.ts';
import { entrySince } from './seek.ts';

type Parts = readonly Part[];

/** The newest `limit` messages of a room before `before`, and what they became. */
export function readBefore(parts: Parts, room: string, before: number, limit: number): Page {
  const found: Entry[] = [];
  // One more than asked for: its `seq` is the `prev` of the oldest that is given.
  for (const entry of entriesBefore(parts, room, before)) {
    found.push(entry);
    if (found.length > limit) break;
  }
  found.reverse();
  const first = found.length > limit ? found.shift()?.seq : undefined;
  return became(parts, room, placed(found, first ?? 0));
}

/** The oldest `limit` messages of a room after `after`, and what they became. */
export function readAfter(parts: Parts, room: string, after: number, limit: number): Page {
  const found: Entry[] = [];
  for (const part of parts) {
    if (found.length >= limit) break;
    if (part.last > after) found.push(...part.entriesAfter(room, after, limit - found.length));
  }
  const first = found[0];
  return became(parts, room, placed(found, first ? lastSeqBefore(parts, room, first.seq) : 0));
}

/** The oldest `limit` messages of a room that were said at a time or later, and what they became. */
export function readSince(parts: Parts, room: string, at: string, limit: number): Page {
  const first = firstSince(parts, at);
  return first ? readAfter(parts, room, first.seq - 1, limit) : noPage;
}

/** Of all rooms; as times never go back, what follows it was said later, and what is before it was not. */
function firstSince(parts: Parts, at: string): Entry | undefined {
  for (const part of parts) {
    if (part instanceof IndexedPart && part.lastTime < at) continue;
    const entry = entrySince(part, at);
    if (entry && mayHold(part, entry.seq)) return entry;
  }
  return undefined;
}

/** One message of a room and what it became; an empty page where there is none. */
export function readOne(parts: Parts, room: string, seq: number): Page {
  const entry = parts.findLast((part) => mayHold(part, seq))?.entry(room, seq);
  if (entry === undefined) return { messages: [], changes: [] };
  return became(parts, room, placed([entry], lastSeqBefore(parts, room, seq)));
}

/** The seq of the room's message before that one; 0: none. */
export function lastSeqBefore(parts: Parts, room: string, before: number): number {
  for (const part of newestFirst(parts)) {
    const seq = part.after < before ? part.lastSeqBefore(room, before) : 0;
    if (seq > 0) return seq;
  }
  return 0;
}

/** What is known of a room when all of the log is asked. */
export function roomFacts(parts: Parts, room: string): RoomFacts {
  const last = lastSeqBefore(parts, room, Number.POSITIVE_INFINITY);
  if (last === 0) return { last: 0, topic: '' };
  for (const part of newestFirst(parts)) {
    const topic = part.topicOf(room);
    if (topic) return { last, topic: topic.content };
  }
  return { last, topic: '' };
}

/** The message of that public id, if it is in the log and has a seq above `after`. */
export function findId(parts: Parts, publicId: string, after: number): Entry | undefined {
  for (const part of newestFirst(parts)) {
    // One without entries may stand anywhere, as a log that was just rotated begins with one.
    const found = part.last > after ? part.findId(publicId) : undefined;
    if (found && found.seq > after) return found;
  }
  return undefined;
}

/** The hashes of all ids that a session used in messages with a seq above `after`, and of some before. */
export function hashesOf(parts: Parts, session: string, after: number): Uint32Array {
  const hashes: number[] = [];
  for (const part of newestFirst(parts)) {
    if (part.last <= after) continue;
    for (const hash of part.hashesOf(session)) hashes.push(hash);
  }
  return Uint32Array.from(hashes);
}

/** Messages of a room with all that was done to them, as far as it still counts. */
export function became(parts: Parts, room: string, messages: readonly Message[]): Page {
  const changes = changesOf(
    parts,
    room,
    messages.map(({ seq }) => seq),
  );
  const edited = messages.filter(({ kind }) => kind === 'edit').map(({ target = 0 }) => target);
  const reactions = changes.filter(({ kind }) => kind === 'reaction').map(({ seq }) => seq);
  const all = [...changes, ...changesOf(parts, room, [...reactions, ...edited])];
  const byTarget = Map.groupBy(
    new Map(all.map((one) => [one.seq, one])).values(),
    ({ target }) => target,
  );
  return becoming(messages, (seq) => byTarget.get(seq) ?? []);
}

/** Their `prev` is not looked for: nobody asks for it, as a change stands in no chain of its page. */
function changesOf(parts: Parts, room: string, targets: readonly number[]): Message[] {
  if (targets.length === 0) return [];
  const wanted = new Set(targets);
  const lowest = Math.min(...targets);
  return parts
    .filter((part) => part.last > lowest)
    .flatMap((part) => part.changesOf(room, wanted))
    .map((entry) => ({ ...entry, prev: 0 }));
}

function* entriesBefore(parts: Parts, room: string, before: number): Generator<Entry> {
  for (const part of newestFirst(parts)) {
    if (part.after < before - 1) yield* part.entriesBefore(room, before);
  }
}

function* newestFirst(parts: Parts): Generator<Part> {
  for (let index = parts.length - 1; index >= 0; index--) yield parts[index] as Part;
}

function mayHold({ after, last }: Part, seq: number): boolean {
  return seq > after && seq <= last;
}

function placed(entries: readonly Entry[], before: number): Message[] {
  return entries.map((entry, index) => ({ ...entry, prev: entries[index - 1]?.seq ?? before }));
}
