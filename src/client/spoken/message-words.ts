// What is said aloud of a message: who speaks, to whom and how, then the text, each line complete in itself.
import { directPeer, foldName, isDirectRoom } from '../../protocol/index.ts';
import { isGone, textNow } from '../../sdk/fold.ts';
import { isMention } from '../../sdk/mentions.ts';
import type { Message, RoomState, State } from '../../sdk/state.ts';
import { findMessage } from '../../sdk/timeline.ts';
import { safeText } from '../../ui/safe-text.ts';
import { partsOf, spokenExcerpt } from './text-parts.ts';

/** Who listens, and where. */
export type Listener = Pick<State, 'me' | 'current'>;

/** The part of a room that words are made from. */
export type SpokenRoom = Pick<RoomState, 'name' | 'timeline' | 'formerly'>;

export interface HowSpoken {
  /** What else is to be known of it, behind who says it. */
  readonly note?: string;
  /** Lines; of a longer text the rest is counted. */
  readonly most?: number;
}

/** As much as is listened to in one go. */
const usualMost = 20;

/** Characters of another message that tell which one is meant. */
const maxQuote = 60;

// A person of such a name could be taken for the program's own words.
const ourWords = new Set(
  'again all chat-client code connected connection corrected deleted here hit in not nothing now reaction sent that the this topic waiting you'.split(
    ' ',
  ),
);

/** What it says by now. */
export function messageLines(
  message: Message,
  room: SpokenRoom,
  listener: Listener,
  how: HowSpoken = {},
): string[] {
  const revision = room.timeline.fold.get(message.seq);
  const subject = subjectOf(message, room, listener);
  if (isGone(message, revision)) return [safeText(`${subject}, deleted`)];
  const content = textNow(message, revision);
  const note =
    revision?.edit === undefined ? how.note : ['corrected', how.note].filter(Boolean).join(', ');
  const given = { ...how, ...(note === undefined ? {} : { note }) };
  if (message.kind === 'topic')
    return [safeText(`${actor(message, room, listener)} ${topicWords(content)}`)];
  if (message.kind === 'action') return actionLines({ ...message, content }, room, listener, given);
  const relation = relationOf({ ...message, content }, room, listener);
  return textLines(subject, relation, content, given);
}

/** A text behind who says it, as many lines as it takes: each bears the name. */
export function textLines(
  subject: string,
  relation: string,
  content: string,
  { note, most = usualMost }: HowSpoken = {},
): string[] {
  const parts = partsOf(content);
  const [first] = parts;
  const length = parts.length > 1 && first?.note === '' ? `${parts.length} lines` : '';
  const lines = parts.slice(0, most).map((part, index) => {
    const head = index === 0 ? `${subject}${relation}` : subject;
    const notes = (index === 0 ? [note, length, part.note] : [part.note]).filter(Boolean);
    return safeText(`${[head, ...notes].join(', ')}: ${part.text}`);
  });
  const rest = parts.length - lines.length;
  if (rest <= 0) return lines;
  return [...lines, safeText(`${subject}: and ${rest} more lines, /again says all of them`)];
}

/** `alice`, `in ops, alice`, `alice to you`, `you to alice`. */
export function subjectOf(
  { sender }: Pick<Message, 'sender'>,
  room: SpokenRoom,
  listener: Listener,
): string {
  const isOwn = isSelf(sender, listener);
  const who = placed(isOwn ? 'you' : nameOf(sender), room, listener);
  if (!isDirectRoom(room.name)) return who;
  return isOwn ? `you to ${peerOf(room, listener)}` : `${who} to you`;
}

/** The same where the name begins a sentence. */
export function actor(
  { sender }: Pick<Message, 'sender'>,
  room: SpokenRoom,
  listener: Listener,
): string {
  const isOwn = isSelf(sender, listener);
  return placed(isOwn ? 'you' : nameOf(sender), room, listener);
}

/** A name, so that it can't be taken for a word of ours. */
export function nameOf(name: string): string {
  return ourWords.has(foldName(name)) ? `somebody called ${name}` : name;
}

export function isSelf(name: string, { me }: Pick<Listener, 'me'>): boolean {
  return foldName(name) === foldName(me.name);
}

/** Of a direct room: the other one. */
export function peerOf(
  { name, formerly }: Pick<SpokenRoom, 'name' | 'formerly'>,
  { me }: Pick<Listener, 'me'>,
): string {
  return directPeer(name, formerly ?? me.name);
}

/** `you: are we ready…`: whose it is, and how it begins. */
export function quoted(
  seq: number | undefined,
  { timeline }: SpokenRoom,
  listener: Listener,
): string {
  const message = seq === undefined ? undefined : findMessage(timeline, seq);
  if (message === undefined) return 'an earlier message';
  const whose = isSelf(message.sender, listener) ? 'you' : nameOf(message.sender);
  const revision = timeline.fold.get(message.seq);
  if (isGone(message, revision)) return `a deleted message of ${whose}`;
  const text = spokenExcerpt(textNow(message, revision), maxQuote);
  return message.kind === 'action' ? `${nameOf(message.sender)} ${text}` : `${whose}: ${text}`;
}

export function topicWords(content: string): string {
  return content === '' ? 'took the topic away' : `set the topic: ${content}`;
}

function placed(who: string, { name }: SpokenRoom, { current }: Listener): string {
  return name === current || isDirectRoom(name) ? who : `in ${name}, ${who}`;
}

function actionLines(
  message: Message,
  room: SpokenRoom,
  listener: Listener,
  how: HowSpoken,
): string[] {
  const { sender, content } = message;
  const whole = `${isSelf(sender, listener) ? listener.me.name : nameOf(sender)} ${content}`;
  const relation = relationOf(message, room, listener);
  const isShort = relation === '' && !content.includes('\n') && how.note === undefined;
  if (isShort && !isDirectRoom(room.name)) return [safeText(placed(whole, room, listener))];
  return textLines(subjectOf(message, room, listener), relation, whole, how);
}

/** ` mentions you`, `, reply to bob`: what it has to do with whom. */
function relationOf(message: Message, room: SpokenRoom, listener: Listener): string {
  const reply = replyWords(message, room, listener);
  const isNamed =
    !isSelf(message.sender, listener) &&
    !isDirectRoom(room.name) &&
    isMention(message.content, listener.me.name);
  if (!isNamed || reply === ', reply to you') return reply;
  return reply === '' ? ' mentions you' : `${reply}, mentions you`;
}

/** Where it is no answer to what was said just before, also to what. */
function replyWords({ target, seq, kind }: Message, room: SpokenRoom, listener: Listener): string {
  if (target === undefined || kind !== 'text') return '';
  const message = findMessage(room.timeline, target);
  if (message === undefined) return ', reply to an earlier message';
  const whom = isSelf(message.sender, listener) ? 'you' : nameOf(message.sender);
  if (isRightBefore(target, seq, room)) return `, reply to ${whom}`;
  const revision = room.timeline.fold.get(target);
  if (isGone(message, revision)) return `, reply to a deleted message of ${whom}`;
  // A mark before the quotation mark would have the colon behind it read as a word.
  const quote = spokenExcerpt(textNow(message, revision), maxQuote).replace(/[.,:;!?…]+$/, '');
  return `, reply to ${whom} on "${quote}"`;
}

/** Whether no other message stands between the two. */
function isRightBefore(target: number, seq: number, { timeline: { items } }: SpokenRoom): boolean {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items.at(index);
    if (item?.type === 'message' && item.seq < seq) return item.seq === target;
  }
  return false;
}
