// The sentences about how a room is kept: what it is, and what somebody has changed of it.
import { foldName, showRoom } from '../protocol/index.ts';
import type { Keeping } from './state.ts';
import { listNames } from './words.ts';

/** All of it, for who asks. */
export function keepingWords(room: string, keeping: Keeping): string {
  const { visibility, description, slow, owner, moderators, invited = [] } = keeping;
  const isPrivate = visibility === 'private';
  const lines = [`${showRoom(room)} is ${isPrivate ? 'private' : 'open'}.`];
  if (description !== '') lines.push(`It is for: ${description}`);
  if (owner !== undefined) lines.push(`${owner} owns it.`);
  if (moderators.length > 0) lines.push(`Moderated by ${listNames(moderators)}.`);
  if (isPrivate && invited.length > 0) lines.push(`Invited: ${listNames(invited)}.`);
  if (slow > 0) lines.push(`Slow: one message each ${spanWords(slow)}.`);
  return lines.join('\n');
}

/** What is new; undefined: nothing. */
export function keepingNews(before: Keeping, after: Keeping, by = 'Somebody'): string | undefined {
  const changes = changesOf(before, after);
  return changes.length === 0 ? undefined : `${by} ${changes.join(', ')}.`;
}

function changesOf(before: Keeping, after: Keeping): string[] {
  const changes: string[] = [];
  if (before.visibility !== after.visibility) changes.push(`made the room ${after.visibility}`);
  if (before.slow !== after.slow) changes.push(slowWords(after.slow));
  if (before.owner !== after.owner && after.owner) changes.push(`made ${after.owner} the owner`);
  const { added, gone } = difference(before.moderators, after.moderators);
  if (added.length > 0) changes.push(`made ${listNames(added)} moderator`);
  const dismissed = gone.filter((name) => name !== after.owner);
  if (dismissed.length > 0) changes.push(`took the moderator from ${listNames(dismissed)}`);
  const invited = difference(before.invited ?? [], after.invited ?? []);
  if (invited.added.length > 0) changes.push(`invited ${listNames(invited.added)}`);
  if (invited.gone.length > 0)
    changes.push(`took back the invitation of ${listNames(invited.gone)}`);
  if (before.description !== after.description) changes.push(descriptionWords(after.description));
  return changes;
}

function slowWords(slow: number): string {
  return slow === 0
    ? 'lets everybody write as they like'
    : `slowed the room: one message each ${spanWords(slow)}`;
}

function descriptionWords(description: string): string {
  return description === ''
    ? 'took the description away'
    : `described the room: ${description.replace(/\.$/, '')}`;
}

function difference(before: readonly string[], after: readonly string[]) {
  const without = (names: readonly string[], others: readonly string[]) => {
    const keys = new Set(others.map(foldName));
    return names.filter((name) => !keys.has(foldName(name)));
  };
  return { added: without(after, before), gone: without(before, after) };
}

const spans = [
  { seconds: 86_400, word: 'day' },
  { seconds: 3_600, word: 'hour' },
  { seconds: 60, word: 'minute' },
  { seconds: 1, word: 'second' },
] as const;

/** `10 seconds`, `2 minutes`: in the largest that it is a whole number of. */
function spanWords(seconds: number): string {
  const { seconds: each, word } = spans.find((span) => seconds % span.seconds === 0) ?? spans[3];
  const count = seconds / each;
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
