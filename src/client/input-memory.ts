// What is kept of the input lines over restarts: what was sent in each room, and what is being written there.
import { type Editor, emptyEditor, maxDraftCodePoints, maxHistory } from './line-editor.ts';

/** What one person has written in one room. */
export interface RoomInput {
  /** Oldest first; no two at the same time. */
  readonly sent: readonly Sent[];
  /** Not sent yet; empty, with its time, where there was one. */
  readonly draft: Sent;
}

interface Sent {
  readonly at: number;
  readonly text: string;
}

export type InputMemory = ReadonlyMap<string, RoomInput>;

/** Rooms and bytes that are kept; the oldest go first. */
const maxRooms = 200;
export const maxInputBytes = 1024 * 1024;
/** In UTF-16 units. */
const maxTextLength = 2 * maxDraftCodePoints;

/** What stands around the rooms, and around the texts of one. */
const outerBytes = 40;
const roomBytes = 10;

const emptyInput: RoomInput = { sent: [], draft: { at: 0, text: '' } };

/** Undefined: it is not what is written here. */
export function parseMemory(json: string): InputMemory | undefined {
  try {
    const { version, rooms } = JSON.parse(json) as { version?: unknown; rooms?: unknown };
    if (version !== 1 || typeof rooms !== 'object' || rooms === null) return undefined;
    const entries = Object.entries(rooms);
    return entries.every(([, room]) => isRoomInput(room)) ? new Map(entries) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes the rooms that were used last, and of each what was written last, as far as the bytes reach.
 * It keeps what it has made of each room, as mostly one has changed.
 */
export function createMemoryFormat(): (memory: InputMemory) => string {
  const made = new WeakMap<RoomInput, Written>();
  return (memory) => {
    let left = maxInputBytes - outerBytes;
    const parts: string[] = [];
    for (const [name, room] of byLastUse(memory).slice(0, maxRooms)) {
      const known = made.get(room) ?? written(room);
      made.set(room, known);
      const key = `${JSON.stringify(name)}:`;
      const rest = left - Buffer.byteLength(key) - 1;
      const whole = known.bytes <= rest ? known : written(room, rest);
      if (whole.bytes > rest) break;
      parts.push(key + whole.json);
      left = rest - whole.bytes;
    }
    return `{"version":1,"rooms":{${parts.join(',')}}}`;
  };
}

interface Written {
  readonly json: string;
  readonly bytes: number;
}

/** The draft, and of what was sent the newest that have room. */
function written({ sent, draft }: RoomInput, maxBytes = maxInputBytes): Written {
  const end = `],"draft":${JSON.stringify(draft)}}`;
  let bytes = roomBytes + Buffer.byteLength(end);
  const texts: string[] = [];
  for (const one of sent.slice(-maxHistory).reverse()) {
    const text = JSON.stringify(one);
    const more = Buffer.byteLength(text) + 1;
    if (bytes + more > maxBytes) break;
    bytes += more;
    texts.push(text);
  }
  return { json: `{"sent":[${texts.reverse().join(',')}${end}`, bytes };
}

/** What both know: all that was sent, in the order of time, and of two drafts the later one. */
export function mergeMemories(one: InputMemory, other: InputMemory): InputMemory {
  const merged = new Map(one);
  for (const [name, theirs] of other) {
    const ours = merged.get(name);
    merged.set(name, ours === undefined ? theirs : mergedRoom(ours, theirs));
  }
  return merged;
}

/** The input lines as they stand when the program starts. */
export function editorsFrom(memory: InputMemory): Map<string, Editor> {
  const used = [...memory].filter(([, { sent, draft }]) => sent.length > 0 || draft.text !== '');
  return new Map(
    used.map(([name, { sent, draft }]) => {
      const history = withoutDoubles(sent.map((one) => one.text));
      const cursor = draft.text.length;
      return [name, { ...emptyEditor, history, place: history.length, text: draft.text, cursor }];
    }),
  );
}

/** An input line, and whether a message that was said already is being edited in it. */
export interface Line {
  readonly editor: Editor;
  readonly isEditing: boolean;
}

/** What has become of a line by the time `now`; secrets are no part of it. */
export function remembered(
  memory: InputMemory,
  room: string,
  { before, after }: { readonly before: Line; readonly after: Line },
  now: number,
  isSecret: (text: string) => boolean,
): InputMemory {
  const { sent, draft } = memory.get(room) ?? emptyInput;
  const isKept = (text: string) => text.trim() !== '' && !isSecret(text);
  const fresh = appended(before.editor.history, after.editor.history).filter(isKept);
  const first = Math.max(now, (sent.at(-1)?.at ?? 0) + 1);
  const added = fresh.map((text, index) => ({ at: first + index, text }));
  const written = unsent(after);
  const isSame = written === unsent(before);
  if (added.length === 0 && isSame) return memory;
  return new Map(memory).set(room, {
    sent: [...sent, ...added].slice(-maxHistory),
    draft: isSame ? draft : { at: now, text: isKept(written) ? written : '' },
  });
}

/** A text of long ago that was called back is no draft; what stood there before is. */
function unsent({ editor, isEditing }: Line): string {
  const { text, place, history, draft } = editor;
  if (isEditing) return '';
  return place < history.length && text === history[place] ? draft : text;
}

/** What stands at the end of the later list beyond what the earlier one ends with. */
function appended(earlier: readonly string[], later: readonly string[]): readonly string[] {
  if (earlier === later) return [];
  for (let count = 0; count < later.length; count += 1) {
    const kept = later.length - count;
    const from = earlier.length - kept;
    const isEnd =
      from >= 0 && later.slice(0, kept).every((text, at) => text === earlier[from + at]);
    if (isEnd) return later.slice(kept);
  }
  return later;
}

function mergedRoom(one: RoomInput, other: RoomInput): RoomInput {
  const all = [...one.sent, ...other.sent].sort((a, b) => a.at - b.at || compare(a.text, b.text));
  const sent = all.filter((item, index) => {
    const before = all[index - 1];
    return item.at !== before?.at || item.text !== before.text;
  });
  const draft = other.draft.at > one.draft.at ? other.draft : one.draft;
  return { sent: sent.slice(-maxHistory), draft };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function byLastUse(memory: InputMemory): [string, RoomInput][] {
  const lastUse = ({ sent, draft }: RoomInput) => Math.max(draft.at, sent.at(-1)?.at ?? 0);
  return [...memory].sort(([, one], [, other]) => lastUse(other) - lastUse(one));
}

function withoutDoubles(texts: readonly string[]): string[] {
  return texts.filter((text, index) => text !== texts[index - 1]);
}

function isRoomInput(value: unknown): value is RoomInput {
  const { sent, draft } = (value ?? {}) as Partial<Record<keyof RoomInput, unknown>>;
  return Array.isArray(sent) && sent.every(isSent) && isSent(draft);
}

function isSent(value: unknown): value is Sent {
  const { at, text } = (value ?? {}) as Partial<Record<keyof Sent, unknown>>;
  return Number.isFinite(at) && typeof text === 'string' && text.length <= maxTextLength;
}
