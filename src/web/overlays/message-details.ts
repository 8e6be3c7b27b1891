// All that is known of a message: who, when, where in the log, what has become of it.
import { isGone, talliesOf, textNow } from '../../sdk/fold.ts';
import { localTime, showDay } from '../../sdk/local-time.ts';
import type { Message, State } from '../../sdk/state.ts';
import { findMessage } from '../../sdk/timeline.ts';
import { revisionIn, shownIn } from '../../sdk/visit.ts';
import { excerpt } from '../../sdk/words.ts';
import { safeLines, safeText } from '../../ui/safe-text.ts';
import { browserOffset } from '../clock.ts';

export interface Details {
  readonly entries: readonly (readonly [term: string, meaning: string])[];
  readonly text: string;
  /** What it said before it was edited. */
  readonly before?: string;
}

/** More than a line has. */
const maxQuote = 120;

/** Undefined: the message is not held. */
export function detailsOf(state: State, room: string, seq: number): Details | undefined {
  const timeline = state.current === room ? shownIn(state)?.timeline : undefined;
  const message = timeline && findMessage(timeline, seq);
  if (!timeline || !message) return undefined;
  const revision = revisionIn(state, room, seq);
  const gone = isGone(message, revision);
  const text = gone ? '' : textNow(message, revision);
  const tallies = talliesOf(revision, state.me.name);
  const isEdited = !gone && message.content !== text;
  return {
    entries: [
      ['from', safeText(message.sender)],
      ['said', `${saidAt(message)} (${message.timestamp})`],
      ['in the log', `#${seq}${message.id === undefined ? '' : `, id ${message.id}`}`],
      ...replyEntries(message, findMessage(timeline, message.target ?? 0)),
      ...(gone ? [['deleted', 'its text is gone'] as const] : []),
      ...tallies.map(
        ({ content, names }) => [safeText(content), safeText(names.join(', '))] as const,
      ),
    ],
    text: safeLines(text).join('\n'),
    ...(isEdited ? { before: safeLines(message.content).join('\n') } : {}),
  };
}

function saidAt({ timestamp }: Message): string {
  const local = localTime(Date.parse(timestamp), browserOffset);
  return `${showDay(local.slice(0, 10))}, ${local.slice(11, 19)}`;
}

function replyEntries({ kind }: Message, to: Message | undefined) {
  if (kind !== 'text' || to === undefined) return [];
  return [['replies to', safeText(`${to.sender}: ${excerpt(to.content, maxQuote)}`)] as const];
}
