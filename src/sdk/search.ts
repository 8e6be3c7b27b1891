// What a search found: the hits with their numbers, and the words to them.
import type { ReplyOf } from '../protocol/index.ts';
import { emptyFold, folded, textNow } from './fold.ts';
import type { Hit, Search } from './state.ts';

/** Messages asked for at a time: a screen of them. */
export const searchPage = 20;

/** Hits that are kept; who needs more has to search for less. */
const maxHits = 500;

export function newSearch(query: string): Search {
  return { query, hits: [], isPartial: false, isAsking: false };
}

/** With a page of results, which are older than those held. */
export function withResults(search: Search, reply: ReplyOf<'results'>): Search {
  const fold = folded(emptyFold, reply.changes ?? []);
  const found = reply.messages.map((message, index): Hit => {
    const text = textNow(message, fold.get(message.seq));
    return { number: search.hits.length + index + 1, message, text };
  });
  const hits = [...search.hits, ...found].slice(0, maxHits);
  const { before: _, ...rest } = search;
  const before = reply.before ?? reply.messages.at(-1)?.seq;
  const hasMore = reply.more && before !== undefined && hits.length < maxHits;
  const isPartial = reply.partial ?? false;
  return { ...rest, hits, isPartial, isAsking: false, ...(hasMore ? { before } : {}) };
}

/** Below the hits of a page. @param added how many there are */
export function searchWords({ query, hits, before, isPartial }: Search, added: number): string {
  const first = hits.length - added + 1;
  const unread = isPartial ? ' Older messages are not in the index yet.' : '';
  const further = before === undefined ? '' : ' /search alone finds older ones.';
  if (added === 0) {
    return `Nothing ${first > 1 ? 'older ' : ''}found for: ${query}.${further}${unread}`;
  }
  const numbers = added === 1 ? `Hit ${first}` : `Hits ${first} to ${hits.length}`;
  const end = further === '' && !isPartial ? ' There are no more.' : further;
  return `${numbers} for: ${query}. /goto N shows where it was said.${end}${unread}`;
}
