// All that is known of a message: who, when, where in the log, what has become of it.
import { showDay } from '../sdk/local-time.ts';
import { findMessage } from '../sdk/timeline.ts';
import { revisionIn, shownIn } from '../sdk/visit.ts';
import { linksIn } from '../ui/links.ts';
import { safeLines, safeText } from '../ui/safe-text.ts';
import type { MessageKey } from './overlay.ts';
import type { OverlayInput } from './overlay-lines.ts';
import type { Theme } from './theme.ts';
import { wrap, wrapEntry } from './wrap.ts';

const termWidth = 10;

export function detailLines(
  { messageKey }: MessageKey,
  { state, timeline, width }: OverlayInput,
  theme: Theme,
): string[] {
  const row = timeline?.at(timeline.indexOf(messageKey));
  const held = shownIn(state)?.timeline;
  const message = row && held && findMessage(held, row.order);
  if (!row || !message) return [theme.dim(' That message is no longer held.')];
  const revision = revisionIn(state, state.current, message.seq);
  const entry = (term: string, meaning: string): string[] =>
    wrapEntry(safeText(term), safeText(meaning), termWidth, width - 3).map((line) => `  ${line}`);
  const gone = revision?.isDeleted === true;
  return [
    theme.strong(' Message') + theme.dim('   Esc closes this'),
    ...entry('from', message.sender),
    ...entry('said', `${showDay(row.date)}, ${row.time} (${message.timestamp})`),
    ...entry(
      'in the log',
      `#${message.seq}${message.id === undefined ? '' : `, id ${message.id}`}`,
    ),
    ...(row.reply ? entry('replies to', `${row.reply.sender}: ${row.reply.text}`) : []),
    ...(gone ? entry('deleted', 'its text is gone') : []),
    ...row.reactions.flatMap(({ content, names }) => entry(content, names.join(', '))),
    ...linksIn(row.text).flatMap(({ start, end }) => entry('link', row.text.slice(start, end))),
    '',
    ...safeLines(row.text).flatMap((line) => wrap(line, width - 4).map((part) => `  ${part}`)),
    ...(revision?.edit && !gone && message.content !== row.text
      ? ['', theme.dim('  before it was edited:'), ...beforeEdit(message.content, width)]
      : []),
  ];
}

function beforeEdit(content: string, width: number): string[] {
  return safeLines(content).flatMap((line) => wrap(line, width - 4).map((part) => `  ${part}`));
}
