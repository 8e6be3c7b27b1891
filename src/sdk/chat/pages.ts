// Pages of a room's history, and what is made of them: a place by time, a stretch of the room, what a search found.
import { limits, type ReplyOf, type RequestOf } from '../../protocol/index.ts';
import type { Member, Message } from '../state.ts';
import { asked } from './asking.ts';
import type {
  Found,
  HistoryOptions,
  Members,
  MembersOptions,
  Page,
  SearchOptions,
} from './chat.ts';
import type { Core } from './core.ts';
import { enter } from './entering.ts';
import { given } from './given.ts';

type Question = Omit<RequestOf<'history'>, 'type' | 'id'>;

/** One page; of a server that gives what was not asked for, what was. */
export async function pageOf(
  core: Core,
  question: Question,
  signal?: AbortSignal | undefined,
): Promise<Page> {
  const request = { type: 'history', ...question } as const;
  const { messages, changes = [], more } = await asked(core, request, 'history', signal);
  return { messages: inOrder(question, messages), changes, more };
}

function inOrder({ room, before, after = -1 }: Question, messages: readonly Message[]) {
  let last = after;
  return messages.filter((message) => {
    const isNext = message.room === room && message.seq > last;
    if (!isNext || message.seq >= (before ?? Number.POSITIVE_INFINITY)) return false;
    last = message.seq;
    return true;
  });
}

/** The place after which reading begins: of a time, that before its first message. */
export async function firstPlace(
  core: Core,
  room: string,
  since: number | Date,
  signal?: AbortSignal | undefined,
): Promise<number> {
  if (typeof since === 'number') return since;
  const page = await pageOf(core, { room, at: since.toISOString(), limit: 1 }, signal);
  const newest = core.state.rooms.get(room)?.timeline.newest ?? 0;
  return page.messages[0]?.prev ?? newest;
}

/** Oldest first, a page at a time, up to what is the newest when it begins. */
export async function* readBack(
  core: Core,
  room: string,
  options: HistoryOptions,
): AsyncGenerator<Message, void, undefined> {
  const { since, limit = Number.POSITIVE_INFINITY, signal } = options;
  const { timeline } = await enter(core, room, signal);
  const newest = timeline.newest ?? 0;
  const before = Math.min(options.before ?? Number.POSITIVE_INFINITY, newest + 1);
  const isNewest = since === undefined && limit !== Number.POSITIVE_INFINITY;
  let after = isNewest
    ? await placeBack(core, { room, before }, limit, signal)
    : await firstPlace(core, room, since ?? 0, signal);
  let left = limit;
  while (left > 0 && after < before - 1) {
    const page = await pageOf(core, { room, after, limit: Math.min(left, limits.maxPage) }, signal);
    for (const message of page.messages) {
      if (message.seq >= before) return;
      yield message;
      after = message.seq;
      left -= 1;
    }
    if (!page.more || page.messages.length === 0) return;
  }
}

/** The place after which so many messages stand before that one: found without keeping any. */
async function placeBack(
  core: Core,
  from: { readonly room: string; readonly before: number },
  count: number,
  signal?: AbortSignal | undefined,
): Promise<number> {
  let { before } = from;
  for (let left = count; left > 0; ) {
    const limit = Math.min(left, limits.maxPage);
    const page = await pageOf(core, { room: from.room, before, limit }, signal);
    const oldest = page.messages[0];
    if (!oldest) return 0;
    left -= page.messages.length;
    before = oldest.seq;
    if (left <= 0 || !page.more) return oldest.prev;
  }
  return before;
}

/** Pages of what is found, until there are enough; newest first. */
export async function find(core: Core, query: string, options: SearchOptions): Promise<Found> {
  const { limit = limits.defaultPage, signal, ...rest } = options;
  const where = given(rest);
  const found: Message[] = [];
  const changes: Message[] = [];
  let next: Pick<ReplyOf<'results'>, 'before' | 'more' | 'partial'> = {
    more: true,
    ...given({ before: rest.before }),
  };
  while (next.more && found.length < limit) {
    const wanted = Math.min(limit - found.length, limits.maxPage);
    const from = given({ before: next.before });
    const request = { type: 'search', query, ...where, ...from, limit: wanted } as const;
    const page = await asked(core, request, 'results', signal);
    found.push(...page.messages.slice(0, wanted));
    changes.push(...(page.changes ?? []));
    const { more, before, partial } = page;
    const isFurther = before !== undefined && before < (next.before ?? Number.POSITIVE_INFINITY);
    next = { more: more && isFurther, ...(isFurther && { before }), ...(partial && { partial }) };
  }
  return { messages: found, changes, ...next };
}

/** Who is in the room, 200 at a time, until there are enough. */
export async function membersOf(
  core: Core,
  room: string,
  { prefix, limit = Number.POSITIVE_INFINITY, signal }: MembersOptions,
): Promise<Members> {
  const members: Member[] = [];
  for (;;) {
    const last = members.at(-1)?.name;
    const from = given({ prefix, after: last });
    const page = await asked(core, { type: 'members', room, ...from }, 'members', signal);
    members.push(...page.members.slice(0, limit - members.length));
    const isFurther = page.members.length > 0 && members.at(-1)?.name !== last;
    if (!page.more || !isFurther || members.length >= limit) return { members, count: page.count };
  }
}
