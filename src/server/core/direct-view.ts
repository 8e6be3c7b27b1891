// What of a direct room is one owner's, as a room of its own: its messages, each after the one before in it.
import { type Entry, isDirectRoom, type Message } from '../../protocol/index.ts';
import { becoming, type Page } from './changes.ts';
import { type Place, type Read, readPage, upToDate, type ViewSource } from './history.ts';
import type { Recent } from './recent.ts';
import type { Session } from './session.ts';

/** How the log is asked for what of a direct room is one owner's; no room has such a name. */
export function viewOf(room: string, owner: string): string {
  return `${room} ${owner}`;
}

/** Whether an entry is in a room, or in a view of one. */
export function isIn({ room, between }: Pick<Entry, 'room' | 'between'>, wanted: string): boolean {
  if (room === wanted) return true;
  if (between === undefined || !wanted.startsWith(`${room} `)) return false;
  return between.includes(wanted.slice(room.length + 1));
}

interface View {
  readonly room: string;
  readonly owner: string;
}

/** The room and the owner of a view; undefined: it is none. */
export function parseView(name: string): View | undefined {
  const end = name.indexOf(' ');
  return end === -1 ? undefined : { room: name.slice(0, end), owner: name.slice(end + 1) };
}

/** A page, and what the reader may know of the whole room. */
export interface PageOfRoom extends Page {
  /** The seq of the newest message; 0: none. */
  readonly last: number;
  readonly topic: string;
}

/**
 * A page of a room as this session may have it. Who asks for the `page` alone gets it at once where memory
 * has it, but then the topic may be missing, and `last` goes no further back than the page.
 */
export function readFor(
  { recent, log }: { readonly recent: Recent; readonly log: ViewSource },
  { owner }: Pick<Session, 'owner'>,
  room: string,
  place: Place,
  limit: number,
  what: 'page' | 'room' = 'page',
): Read<PageOfRoom> {
  const view = { room, owner };
  if (isDirectRoom(room)) {
    const held = what === 'page' ? heldAfter(recent, log, view, place, limit) : undefined;
    return held ? { ready: held } : readView(recent, log, view, place, limit);
  }
  const whole = (page: Page): PageOfRoom => {
    const { last = 0, topic = '' } = log.known(room) ?? {};
    return { ...page, last, topic };
  };
  const read = readPage(recent, log, room, place, limit);
  if ('ready' in read) return { ready: whole(read.ready) };
  return { later: read.later.then((page) => () => whole(page())) };
}

function readView(
  recent: Recent,
  log: ViewSource,
  view: View,
  place: Place,
  limit: number,
): Read<PageOfRoom> {
  if (isAllHeld(recent, log, view.room)) {
    const all = withNewer(recent, view, noneBefore, 0, place, limit);
    return { ready: { ...all, ...becoming(all.messages, recent.changesOf) } };
  }
  const asked = log.last;
  const name = viewOf(view.room, view.owner);
  // Both in one turn: so they are answered as of the same moment.
  const both = Promise.all([readFromLog(log, name, place, limit), log.facts(name)]);
  const later = both.then(([{ messages, changes }, { last, topic = '' }]) => () => {
    if (recent.floorOf(view.room) > asked + 1) throw new Error('more was said than memory holds');
    const all = withNewer(recent, view, { messages, last, topic }, asked, place, limit);
    return { ...all, ...upToDate(recent, { messages: all.messages, changes }) };
  });
  return { later };
}

/** Undefined: memory does not have it. Else who follows a room that is older than memory would read for ever. */
function heldAfter(
  recent: Recent,
  log: ViewSource,
  view: View,
  place: Place,
  limit: number,
): PageOfRoom | undefined {
  if (!('after' in place) || place.after + 1 < recent.floorOf(view.room)) return undefined;
  const { after } = place;
  const before = { ...noneBefore, last: Math.min(after, log.last) };
  const all = withNewer(recent, view, before, after, place, limit);
  return { ...all, ...becoming(all.messages, recent.changesOf) };
}

/** Whether memory has all that was ever said in the room. */
function isAllHeld(recent: Recent, log: ViewSource, room: string): boolean {
  if (recent.floorOf(room) === 0 || log.known(room)?.last === 0) return true;
  return recent.after(room, 0, 1)[0]?.prev === 0;
}

function readFromLog(log: ViewSource, name: string, place: Place, limit: number): Promise<Page> {
  if ('after' in place) return log.readAfter(name, place.after, limit);
  if ('since' in place) return log.readSince(name, place.since, limit);
  return log.readBefore(name, place.before, limit);
}

/** What is known up to a place in the log: a page, and of all of the view. */
type Known = Omit<PageOfRoom, 'changes'>;

const noneBefore: Known = { messages: [], last: 0, topic: '' };

/** The page with what memory has after that place, as of now. */
function withNewer(
  recent: Recent,
  { room, owner }: View,
  known: Known,
  asked: number,
  place: Place,
  limit: number,
): Known {
  const held = recent.after(room, asked, Number.POSITIVE_INFINITY);
  const newer = held.filter(({ between }) => between?.includes(owner));
  const topic = newer.findLast(({ kind }) => kind === 'topic')?.content ?? known.topic;
  const last = newer.at(-1)?.seq ?? known.last;
  const wanted = newer.findIndex((message) => isAt(message, place));
  const end = newer.findLastIndex((message) => isAt(message, place)) + 1;
  const most = Math.max(0, 'before' in place ? limit : limit - known.messages.length);
  const from = 'before' in place ? Math.max(0, end - most) : wanted;
  const page = newer.slice(from, wanted === -1 ? from : Math.min(end, from + most));
  const prevAt = (at: number) => newer[at - 1]?.seq ?? known.last;
  const placed = page.map((message, at) => ({ ...message, prev: prevAt(from + at) }));
  const all = [...known.messages, ...placed];
  return following({ messages: all.slice(Math.max(0, all.length - limit)), last, topic }, place);
}

function isAt({ seq, timestamp }: Message, place: Place): boolean {
  if ('after' in place) return seq > place.after;
  return 'since' in place ? timestamp >= place.since : seq < place.before;
}

/**
 * Who was somebody else before, as a guest is who has registered or came back without a token, holds
 * messages that it is not given any more. What it gets now follows them: else it had to think that the log
 * is another one.
 */
function following({ messages, last, topic }: Known, place: Place): Known {
  if (!('after' in place)) return { messages, last, topic };
  const [first, ...others] = messages;
  const { after } = place;
  if (first === undefined || first.prev >= after) return { messages, last, topic };
  return { messages: [{ ...first, prev: after }, ...others], last, topic };
}
