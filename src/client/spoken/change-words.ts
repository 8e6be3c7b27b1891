// What is said aloud of a change to a message: who corrected, deleted or reacted to what.
import { emojiWords } from '../../sdk/emoji.ts';
import type { Message, Pending, RoomState } from '../../sdk/state.ts';
import { findMessage } from '../../sdk/timeline.ts';
import { safeText } from '../../ui/safe-text.ts';
import {
  actor,
  isSelf,
  type Listener,
  nameOf,
  quoted,
  type SpokenRoom,
  textLines,
} from './message-words.ts';

/** An edit, a deletion or a reaction, by somebody else or from another device. */
export function changeLines(change: Message, room: SpokenRoom, listener: Listener): string[] {
  const who = actor(change, room, listener);
  if (change.kind === 'edit') return textLines(`${who} corrected`, '', change.content);
  if (change.kind === 'delete')
    return [safeText(`${who} ${deletionWords(change, room, listener)}`)];
  const what = quoted(change.target, room, listener);
  return [safeText(`${who} reacted with ${emojiWords(change.content)} to ${what}`)];
}

function deletionWords({ target, sender }: Message, room: SpokenRoom, listener: Listener): string {
  const reaction = reactionOf(target, room);
  if (reaction !== undefined) return `took back the reaction ${emojiWords(reaction.content)}`;
  const message = target === undefined ? undefined : findMessage(room.timeline, target);
  if (message === undefined) return 'deleted an earlier message';
  if (message.sender === sender) return 'deleted a message';
  return isSelf(message.sender, listener)
    ? 'deleted a message of yours'
    : `deleted a message by ${nameOf(message.sender)}`;
}

/** What became of one's own: it is in the log. */
export function sentWords(
  own: Pick<Pending, 'kind' | 'content' | 'target'>,
  room: SpokenRoom,
): string {
  switch (own.kind) {
    case 'edit':
      return 'corrected';
    case 'delete':
      return reactionOf(own.target, room) ? 'reaction taken back' : 'deleted';
    case 'reaction':
      return `reacted with ${emojiWords(own.content)}`;
    case 'topic':
      return own.content === '' ? 'topic taken away' : 'topic set';
    default:
      return 'sent';
  }
}

/** A reaction is no message of the timeline, but among what changed others lately. */
function reactionOf(
  seq: number | undefined,
  { timeline }: Pick<RoomState, 'timeline'>,
): Message | undefined {
  const { changes } = timeline;
  const found = changes.at(changes.search((change) => change.seq >= (seq ?? 0)));
  return found?.seq === seq && found?.kind === 'reaction' ? found : undefined;
}
