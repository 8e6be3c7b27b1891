// What a search found: the hits with their numbers, and the words to them.
import { type ReplyOf, showRoom } from '../protocol/index.ts';
import { emptyFold, folded, textNow } from './fold.ts';
import type { Hit, Search } from './state.ts';

/** Messages asked for at a time: a screen of them. */
export const searchPage = 20;

/** Hits that are kept; who needs more has to search for less. */
const maxHits = 500;

export function newSearch(query: string): Search {
  return { query, hits: [], hasMore: false, isPartial: false, isAsking: false };
}

/** With a page of results, which are older than those held. */
export function withResults(search: Search, reply: ReplyOf<'results'>): Search {
  const fold = folded(emptyFold, reply.changes ?? []);
  const found = reply.messages.map((message, index): Hit => {
    const text = textNow(message, fold.get(message.seq));
    return { number: search.hits.length + index + 1, message, text };
  });
  const hits = [...search.hits, ...found].slice(0, maxHits);
  const hasMore = reply.more && hits.length < maxHits;
  const isPartial = reply.partial ?? false;
  const before = reply.before === undefined ? {} : { before: reply.before };
  return { query: search.query, hits, hasMore, isPartial, isAsking: false, ...before };
}

/** Below the hits of a page. @param added how many there are */
export function searchWords({ query, hits, hasMore, isPartial }: Search, added: number): string {
  const first = hits.length - added + 1;
  const unread = isPartial ? ' Older messages are not in the index yet.' : '';
  if (added === 0) {
    const rest = hasMore ? ' in what was looked through: /search alone goes on.' : '.';
    return `Nothing ${first > 1 ? 'older ' : ''}found for: ${query}${rest}${unread}`;
  }
  const numbers = added === 1 ? `Hit ${first}` : `Hits ${first} to ${hits.length}`;
  const rest = hasMore ? ' /search alone finds older ones.' : ' There are no more.';
  const more = hasMore || !isPartial ? rest : '';
  return `${numbers} for: ${query}. /goto <N> shows where it was said.${more}${unread}`;
}

/** Where and when: `#ops`, and by the local clock `14:02`, `3 Mar 14:02`, `3 Mar 2025`. */
export function placeWords({ message }: Hit, local: string, localNow: string) {
  return { room: showRoom(message.room), when: whenWords(local, localNow) };
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function whenWords(local: string, localNow: string): string {
  const day = `${Number(local.slice(8, 10))} ${months[Number(local.slice(5, 7)) - 1] ?? ''}`;
  if (local.slice(0, 10) === localNow.slice(0, 10)) return local.slice(11, 16);
  const isThisYear = local.slice(0, 4) === localNow.slice(0, 4);
  return `${day} ${isThisYear ? local.slice(11, 16) : local.slice(0, 4)}`;
}
