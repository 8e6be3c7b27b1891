// What messages have become by the edits, deletions and reactions that came after them.
import { foldName, limits, ownerOfId, ownerOfSession } from '../protocol/index.ts';
import { SeqMap } from './seq-map.ts';
import type { Fold, Me, Message, Reaction, Revision, Tally } from './state.ts';

/** Bounds of what the changes of one room may take in memory. */
export const foldLimits = {
  /** As many as there are messages; a server that changes what is not there must not fill it up. */
  maxRevisions: 120_000,
  /** Dropping copies all, so it is done for many at once. */
  slackRevisions: 12_000,
  /** Of one message: those first given are kept. */
  maxReactions: limits.maxChanges,
} as const;

export const emptyFold: Fold = SeqMap.empty();

const untouched: Revision = { isDeleted: false, reactions: [] };

/** Whether it is something that somebody said: what can be answered, and is news to others. */
export function isSaid({ kind }: Pick<Message, 'kind'>): boolean {
  return kind === 'text' || kind === 'action';
}

/** Whether it changes another message, and is none of its own on a screen. */
export function isChange({ kind }: Pick<Message, 'kind'>): boolean {
  return kind === 'edit' || kind === 'delete' || kind === 'reaction';
}

/**
 * With these changes in it; other messages among them do nothing.
 * - In whatever order they come, the result is the same: the `seq` decides.
 * - What comes again changes nothing, and the result is then the same object.
 */
export function folded(fold: Fold, changes: readonly Message[]): Fold {
  return changes.reduce((next, change) => {
    const { target } = change;
    return target === undefined ? next : foldedOne(next, change, target);
  }, fold);
}

function foldedOne(fold: Fold, change: Message, target: number): Fold {
  if (change.kind === 'delete') return deleted(fold, target);
  // Of what was deleted itself a page has the place, but no content.
  if (change.content === '') return fold;
  if (change.kind === 'edit') return edited(fold, change, target);
  return change.kind === 'reaction' ? reacted(fold, change, target) : fold;
}

function edited(fold: Fold, { seq, content }: Message, target: number): Fold {
  const revision = fold.get(target) ?? untouched;
  if (revision.isDeleted || (revision.edit && revision.edit.seq >= seq)) return fold;
  return fold.set(target, { ...revision, edit: { seq, content } });
}

/** Of a message, or of a reaction, which is taken back by it. */
function deleted(fold: Fold, seq: number): Fold {
  const revision = fold.get(seq) ?? untouched;
  if (revision.isDeleted) return fold;
  const { reactionTo } = revision;
  const next = fold.set(seq, { isDeleted: true, reactions: [] });
  const changed = reactionTo === undefined ? undefined : next.get(reactionTo);
  if (reactionTo === undefined || changed === undefined) return next;
  const reactions = changed.reactions.filter((reaction) => reaction.seq !== seq);
  return next.set(reactionTo, { ...changed, reactions });
}

function reacted(fold: Fold, { seq, sender, content, id }: Message, target: number): Fold {
  const revision = fold.get(target) ?? untouched;
  const known = fold.get(seq);
  if (revision.isDeleted || known?.isDeleted || known?.reactionTo === target) return fold;
  const { reactions } = revision;
  const at = reactions.findLastIndex((reaction) => reaction.seq < seq) + 1;
  if (at >= foldLimits.maxReactions) return fold;
  const reaction = { seq, sender, content, ...(id === undefined ? {} : { id }) };
  const more = reactions.toSpliced(at, 0, reaction);
  return fold
    .set(target, { ...revision, reactions: more.slice(0, foldLimits.maxReactions) })
    .set(seq, { ...(known ?? untouched), reactionTo: target });
}

/** Without what belongs to messages before that place; bounded, even where all come after it. */
export function pruned(fold: Fold, from: number): Fold {
  const kept = fold.filter((seq, { reactionTo }) => (reactionTo ?? seq) >= from);
  const { maxRevisions } = foldLimits;
  if (kept.size <= maxRevisions) return kept;
  const newest = kept.entries().sort(([one], [other]) => other - one);
  const last = newest[maxRevisions]?.[0] ?? 0;
  return kept.filter((seq) => seq > last);
}

/** Whether it is time for `pruned`. */
export function isOverfull({ size }: Fold): boolean {
  return size > foldLimits.maxRevisions + foldLimits.slackRevisions;
}

/** What the message says now. */
export function textNow({ content }: Pick<Message, 'content'>, revision?: Revision): string {
  return revision?.edit?.content ?? content;
}

/** A page brings a deleted message without its content, which no message is otherwise. */
export function isGone(message: Message, revision?: Revision): boolean {
  if (revision?.isDeleted) return true;
  return message.content === '' && message.kind !== 'topic';
}

/** The reactions that hold, counted: a sender counts once for each. In the order of first use. */
export function talliesOf(revision: Revision | undefined, me: string): readonly Tally[] {
  const byContent = Map.groupBy(revision?.reactions ?? [], ({ content }) => content);
  const own = foldName(me);
  return [...byContent].map(([content, given]) => {
    const names = [...new Map(given.map(({ sender }) => [foldName(sender), sender])).values()];
    return {
      content,
      count: names.length,
      names,
      isOwn: names.some((name) => foldName(name) === own),
    };
  });
}

/** The reactions of that content that one can take back. */
export function ownReactions(
  revision: Revision | undefined,
  content: string,
  me: Me,
): readonly Reaction[] {
  return revision?.reactions.filter((one) => one.content === content && isMine(one, me)) ?? [];
}

/** Said by the same owner, so that it is one's own to change: a guest's name may be somebody else's tomorrow. */
export function isMine({ id }: Pick<Message, 'id'>, { session, earlier }: Me): boolean {
  if (session === undefined || id === undefined) return false;
  const owner = ownerOfId(id);
  return owner === ownerOfSession(session) || (earlier !== undefined && owner === earlier);
}
