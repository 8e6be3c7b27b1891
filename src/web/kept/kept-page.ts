// What of the page outlives it: who one is, which rooms are open, what was begun and what was not yet sent.
import { checkUserName, isDirectMember, isDirectRoom, isRefusal } from '../../protocol/index.ts';
import { fieldsOf, type Kept, readKept } from '../../sdk/kept.ts';
import { openRooms, readOpenRooms } from '../../sdk/open-rooms.ts';
import type { State } from '../../sdk/state.ts';
import type { Shelf } from './shelf.ts';

export interface KeptPage {
  readonly kept: Kept;
  /** Empty: none yet. */
  readonly name: string;
  readonly rooms: readonly string[];
  /** The one on the screen. */
  readonly room: string | undefined;
  /** By room. */
  readonly drafts: ReadonlyMap<string, string>;
}

export const keptPageLimits = {
  /** Longer than any message, so that one may still be cut down. */
  draftLength: 20_000,
  /** Of the newest rooms. */
  drafts: 50,
  /** Characters of one part; what is longer was not written by this page. */
  partLength: 3 * 1024 * 1024,
} as const;

/** In parts, so that what is damaged or too long costs no other part, and a draft rewrites no messages. */
export type Part = 'person' | 'rooms' | 'drafts' | 'pending';
export const parts: readonly Part[] = ['person', 'rooms', 'drafts', 'pending'];

/** What is not there, or damaged, is as if it had never been. */
export function readPage(shelf: Shelf): KeptPage {
  const person = fieldsOf(readPart(shelf, 'person'));
  const open = fieldsOf(readPart(shelf, 'rooms'));
  const name = nameOf(person.name);
  const rooms = readOpenRooms(open.open).filter((room) => isOwn(room, name));
  const room = rooms.find((one) => one === open.shown);
  const { token, account } = person;
  const kept = readKept({ token, account, pending: readPart(shelf, 'pending') });
  return { kept, name, rooms, room, drafts: readDrafts(readPart(shelf, 'drafts')) };
}

/** As it is to be kept. */
export function pageOf(state: State, kept: Kept, drafts: ReadonlyMap<string, string>): KeptPage {
  const { me, current } = state;
  const rooms = openRooms(state);
  return { kept, name: me.name, rooms, room: current, drafts: within(drafts) };
}

export function writePart(part: Part, { kept, name, rooms, room, drafts }: KeptPage): string {
  const values = {
    person: { token: kept.token, account: kept.account, name },
    rooms: { open: rooms, shown: room },
    drafts: [...drafts],
    pending: kept.pending,
  } satisfies Record<Part, unknown>;
  return JSON.stringify(values[part]);
}

/** Takes a session away that is over, where it is one of these; the rest stays. */
export function forgetSession(shelf: Shelf, tokens: ReadonlySet<string>): void {
  const page = readPage(shelf);
  const { token, pending } = page.kept;
  if (token === undefined || !tokens.has(token)) return;
  shelf.set('person', writePart('person', { ...page, kept: { pending } }));
}

/** What the part is made of: while that is the same, so is the part. */
export function sourcesOf(part: Part, page: KeptPage): readonly unknown[] {
  const { kept, name, rooms, room, drafts } = page;
  if (part === 'person') return [kept.token, kept.account, name];
  if (part === 'rooms') return [room, ...rooms];
  return part === 'drafts' ? [...drafts].flat() : [kept.pending];
}

function readPart(shelf: Shelf, part: Part): unknown {
  const text = shelf.get(part) ?? '';
  if (text === '' || text.length > keptPageLimits.partLength) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readDrafts(raw: unknown): ReadonlyMap<string, string> {
  if (!Array.isArray(raw)) return new Map();
  const pairs = raw.filter(isDraft).map(([room, text]): [string, string] => [room, text]);
  return within(new Map(pairs));
}

function isDraft(raw: unknown): raw is [string, string] {
  if (!Array.isArray(raw) || typeof raw[1] !== 'string') return false;
  return readOpenRooms([raw[0]]).length === 1;
}

function within(drafts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const { draftLength, drafts: most } = keptPageLimits;
  const fitting = [...drafts].filter(([, text]) => text !== '' && text.length <= draftLength);
  return new Map(fitting.slice(-most));
}

function nameOf(raw: unknown): string {
  if (typeof raw !== 'string') return '';
  const name = checkUserName(raw);
  return isRefusal(name) ? '' : name;
}

/** A direct room of a name that one does not have any more is closed to one. */
function isOwn(room: string, name: string): boolean {
  return !isDirectRoom(room) || isDirectMember(room, name);
}
