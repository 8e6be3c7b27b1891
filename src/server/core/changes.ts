// What messages became: which of their later edits, deletions and reactions still count.
import { limits, type Message } from '../../protocol/index.ts';

/** Messages, oldest first, and what was done to them later. */
export interface Page {
  readonly messages: readonly Message[];
  /** Later edits, deletions and reactions that are not among the messages, oldest first. */
  readonly changes: readonly Message[];
}

/** All that is known to have been done to a message, in any order. */
export type ChangesOf = (target: number) => readonly Message[];

export const noPage: Page = { messages: [], changes: [] };

export function isChange({ kind }: Message): boolean {
  return kind === 'edit' || kind === 'delete' || kind === 'reaction';
}

/**
 * Of each message its deletion, or else its last edit and the reactions that were not taken back.
 * What was deleted keeps its place and loses its words: who comes later shall not read them.
 */
export function becoming(messages: readonly Message[], changesOf: ChangesOf): Page {
  const seqs = new Set(messages.map(({ seq }) => seq));
  const changes = new Map<number, Message>();
  const kept = messages.map((message) => {
    const isGone = isDeleted(message, changesOf);
    for (const change of effective(message, changesOf)) {
      if (!seqs.has(change.seq)) changes.set(change.seq, change);
    }
    return isGone && message.content !== '' ? { ...message, content: '' } : message;
  });
  const ordered = [...changes.values()].sort((one, other) => one.seq - other.seq);
  return { messages: kept, changes: bounded(ordered) };
}

/** Deleted itself, or an edit of what was deleted. */
function isDeleted({ seq, kind, target }: Message, changesOf: ChangesOf): boolean {
  const at = kind === 'edit' && target !== undefined ? target : seq;
  return changesOf(at).some((change) => change.kind === 'delete');
}

function effective({ seq }: Message, changesOf: ChangesOf): Message[] {
  const all = changesOf(seq);
  const deletion = all.find(({ kind }) => kind === 'delete');
  if (deletion) return [deletion];
  const edits = all.filter(({ kind }) => kind === 'edit');
  const last = edits.reduce<Message | undefined>(newer, undefined);
  const reactions = all.filter(({ kind }) => kind === 'reaction');
  const standing = reactions.filter((reaction) => !isDeleted(reaction, changesOf));
  return last ? [last, ...standing] : standing;
}

function newer(one: Message | undefined, other: Message): Message {
  return one !== undefined && one.seq > other.seq ? one : other;
}

/** Reactions are what there may be many of: the oldest of them go. */
function bounded(changes: readonly Message[]): readonly Message[] {
  let surplus = changes.length - limits.maxChanges;
  if (surplus <= 0) return changes;
  return changes.filter(({ kind }) => kind !== 'reaction' || surplus-- <= 0);
}
