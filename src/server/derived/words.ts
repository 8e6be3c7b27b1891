// Words for the full-text index: what goes in, and how a query asks for it.

import type { Entry } from '../../protocol/messages.ts';
import { foldName, isDirectRoom } from '../../protocol/names.ts';
import { hashOfId } from '../core/id-filter.ts';
import type { SearchQuery, Term } from '../core/search-query.ts';

/**
 * Letters and digits make words, signs such as an emoji are one each, the rest is between them; case
 * and accents do not count. `marks` holds words of ours: room, sender, and which owners may read a direct
 * room. No copy of the text is kept: what is found is read from the log.
 */
export const createSearchTable = (schema: string) => `
  CREATE VIRTUAL TABLE ${schema} USING fts5(
    text, marks, content = '', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co So'"
  )`;

/** Signs, and scripts without spaces between words: each character is a word, so that parts of a text are found. */
const everyUnspaced =
  /[\p{So}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
/** Arabic and Hebrew vowels, which most people leave out; SQLite itself would end a word there. */
const everyMark = /\p{Mn}/gu;
const isAscii = /^[\0-\x7f]*$/;

/** Rooms that one question leaves out by itself. */
const maxClosedAsked = 1_000;

/** Both what is indexed and what is looked for. */
function spaced(text: string): string {
  if (isAscii.test(text)) return text;
  return text.normalize('NFKC').replace(everyUnspaced, ' $& ').replace(everyMark, '');
}

/** What is indexed of an entry; undefined: nothing. */
export function wordsOf({
  kind,
  content,
  room,
  sender,
  between,
}: Entry): { text: string; marks: string } | undefined {
  if (kind === 'delete' || kind === 'reaction') return undefined;
  const marks = `${mark('r', room)} ${mark('s', foldName(sender))}`;
  if (!isDirectRoom(room)) return { text: spaced(content), marks };
  const readers = (between ?? []).map((owner) => mark('m', owner));
  return { text: spaced(content), marks: `${marks} d ${readers.join(' ')}` };
}

/** Names as single words of the index. Two may have the same one: what is found is looked at again. */
function mark(kind: 'r' | 's' | 'm', name: string): string {
  return `${kind}${hashOfId(name).toString(36)}`;
}

/**
 * The query in the language of FTS5, of which nothing comes from outside but quoted words; undefined
 * where there is nothing to look for. What is not for who asks is no hit: so neither a page nor where it
 * ends tells that there is something.
 */
export function matchOf(
  { terms, rooms, senders }: SearchQuery,
  asker: string,
  closed: readonly string[],
): string | undefined {
  const wanted = terms.filter(({ isExcluded, text }) => !isExcluded && hasWord(text));
  const excluded = terms.filter(({ isExcluded, text }) => isExcluded && hasWord(text));
  const isOnlySigns = wanted.length === 0 && terms.some(({ isExcluded }) => !isExcluded);
  const parts = wanted.map((term) => `{text} : ${quoted(term)}`);
  if (rooms.length > 0) parts.push(anyMark('r', rooms));
  if (senders.length > 0) parts.push(anyMark('s', senders));
  if (parts.length === 0 || isOnlySigns) return undefined;
  const without = excluded.map((term) => ` NOT ({text} : ${quoted(term)})`).join('');
  const hidden = `({marks} : "d" NOT {marks} : "${mark('m', asker)}")`;
  const found = `((${parts.join(' AND ')})${without}) NOT ${hidden}`;
  if (closed.length === 0) return found;
  return `(${found}) NOT ${anyMark('r', mostTelling(closed, rooms))}`;
}

/** Of many closed rooms those that were asked for by name; what is found in the others is no hit either, but takes longer. */
function mostTelling(closed: readonly string[], asked: readonly string[]): readonly string[] {
  if (closed.length <= maxClosedAsked) return closed;
  const named = closed.filter((room) => asked.includes(room));
  return [...named, ...closed].slice(0, maxClosedAsked);
}

/** What must be found each for itself, where there are several; the longest first, as it is the rarest. */
export function wordsAlone({ terms, senders, rooms }: SearchQuery): string[] {
  const wanted = terms.filter(({ isExcluded, text }) => !isExcluded && hasWord(text));
  if (wanted.length + senders.length + rooms.length < 2) return [];
  const words = wanted.toSorted((one, other) => other.text.length - one.text.length);
  const marks = [
    ...(senders.length > 0 ? [anyMark('s', senders)] : []),
    ...(rooms.length > 0 ? [anyMark('r', rooms)] : []),
  ];
  return [...words.map((term) => `{text} : ${quoted(term)}`), ...marks];
}

function anyMark(kind: 'r' | 's', names: readonly string[]): string {
  return `({marks} : (${names.map((name) => `"${mark(kind, name)}"`).join(' OR ')}))`;
}

function quoted({ text, isPrefix }: Term): string {
  const words = spaced(text).replaceAll('"', ' ').replaceAll('\0', ' ');
  return isPrefix ? `"${words}" *` : `"${words}"`;
}

/** Whether the tokenizer finds a word in it. */
function hasWord(text: string): boolean {
  return /[\p{L}\p{N}\p{Co}\p{So}]/u.test(text);
}
