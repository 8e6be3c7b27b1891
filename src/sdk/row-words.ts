// What a row says: a message as it reads now, a notice, one's own on their way.
import { foldName, showRoom } from '../protocol/index.ts';
import { isGone, talliesOf, textNow } from './fold.ts';
import { localTime, type OffsetMinutes, whenWords } from './local-time.ts';
import { isMention } from './mentions.ts';
import type { Row, RowHit } from './row.ts';
import type { Failed, Item, Me, Message, Pending, Revision, Timeline } from './state.ts';
import { findMessage, orderOf } from './timeline.ts';
import { excerpt } from './words.ts';

/** What a row is made from. */
export type Source = Item | Pending;

/** Characters of a message that stand in a reply to it: more than a line has. */
const maxQuote = 120;

const goneText = 'deleted';

type Words = Pick<
  Row,
  'kind' | 'order' | 'text' | 'isOwn' | 'isMention' | 'isEdited' | 'isDeleted' | 'reactions'
> &
  Partial<Pick<Row, 'sender' | 'delivery' | 'why' | 'target'>>;

const untouched = { isEdited: false, isDeleted: false, reactions: [] } as const;

/** What the row says, and who. */
export function wordsOf(item: Source, me: Me, revision: Revision | undefined): Words {
  if (item.type === 'notice') {
    const { kind, text, after } = item;
    return { kind, order: after, text, isOwn: false, isMention: false, ...untouched };
  }
  const target = repliedTo(item);
  return {
    kind: kindOf(item),
    order: orderOfSource(item),
    sender: senderOf(item, me),
    ...(target === undefined ? {} : { target }),
    ...(item.type === 'message' ? saidNow(item, me, revision) : ownWords(item)),
  };
}

/** What a message of the log says by now. */
function saidNow(item: Message, me: Me, revision: Revision | undefined) {
  const isOwn = isOwnMessage(item, me);
  if (isGone(item, revision)) {
    return { ...untouched, isOwn, isMention: false, isDeleted: true, text: goneText };
  }
  const content = textNow(item, revision);
  return {
    isOwn,
    isMention: !isOwn && isMention(content, me.name),
    text: textOf({ kind: item.kind, content }),
    isEdited: revision?.edit !== undefined,
    isDeleted: false,
    reactions: talliesOf(revision, me.name),
  };
}

function ownWords(item: Pending | Failed) {
  return { ...untouched, isOwn: true, isMention: false, text: textOf(item), ...fateOf(item) };
}

function fateOf(item: Pending | Failed): Pick<Row, 'delivery' | 'why'> {
  if (item.type === 'failed') return { delivery: 'failed', why: item.why };
  return { delivery: item.delivery, ...(item.why === undefined ? {} : { why: item.why }) };
}

function kindOf({ kind }: Message | Pending | Failed): Row['kind'] {
  return kind === 'text' || kind === 'action' ? kind : 'change';
}

/** One's own changes of older messages are told in words until they are in the log. */
function textOf({ kind, content }: Pick<Message, 'kind' | 'content'>): string {
  switch (kind) {
    case 'topic':
      return content === '' ? 'took the topic away' : `set the topic: ${content}`;
    case 'edit':
      return `edited: ${content}`;
    case 'delete':
      return 'deleted a message';
    case 'reaction':
      return `reacted: ${content}`;
    default:
      return content;
  }
}

/** The `seq` that it replies to. */
export function repliedTo(item: Source): number | undefined {
  return item.type !== 'notice' && item.kind === 'text' ? item.target : undefined;
}

/** @param quoted what became of the message that is replied to */
export function quoteOf(
  item: Source,
  timeline: Timeline,
  quoted: Revision | undefined,
): Pick<Row, 'reply'> {
  const target = repliedTo(item);
  const message = target === undefined ? undefined : findMessage(timeline, target);
  if (target === undefined || message === undefined) return {};
  const text = isGone(message, quoted) ? goneText : textNow(message, quoted);
  return { reply: { target, sender: message.sender, text: excerpt(text, maxQuote) } };
}

/** Characters of a hit: more than its line has. */
const maxHit = 200;

/** What a search found, each in a line. @param now the notice’s own local time */
export function hitsOf(item: Source, now: string, offset: OffsetMinutes): Pick<Row, 'hits'> {
  if (item.type !== 'notice' || !item.hits) return {};
  const hits = item.hits.map((hit): RowHit => {
    const local = localTime(timeOf(hit.message), offset);
    const text = excerpt(hit.text, maxHit);
    const { sender } = hit.message;
    const room = showRoom(hit.message.room);
    return { number: hit.number, room, when: whenWords(local, now), sender, text };
  });
  return { hits };
}

/** Pending ones stand after everything. */
export function orderOfSource(item: Source): number {
  return item.type === 'pending' ? Number.MAX_SAFE_INTEGER : orderOf(item);
}

/** Empty where nobody speaks. */
export function senderOf(item: Source, me: Me): string {
  if (item.type === 'notice') return '';
  return item.type === 'message' ? item.sender : me.name;
}

function isOwnMessage({ sender }: Message, me: Me): boolean {
  return sender === me.name || foldName(sender) === foldName(me.name);
}

/** Milliseconds since 1970. */
export function timeOf(item: Source): number {
  return item.type === 'message' ? Date.parse(item.timestamp) : item.at;
}
