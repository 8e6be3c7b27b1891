// Keys while a message is selected: they move on to others, or do something with it.
import { isGone, isMine, isSaid, textNow } from '../../sdk/fold.ts';
import { isSelectable } from '../../sdk/row.ts';
import type { Message } from '../../sdk/state.ts';
import { findMessage } from '../../sdk/timeline.ts';
import { revisionIn, shownIn } from '../../sdk/visit.ts';
import { excerpt } from '../../sdk/words.ts';
import type { ActionName } from '../../ui/key-table.ts';
import { linksIn, uriOf } from '../../ui/links.ts';
import { beginAnswer, beginEdit } from '../composing.ts';
import type { Desk, Mode } from '../desk.ts';
import { openPicker } from '../overlay.ts';
import { onLine } from '../ui.ts';
import { fixed, showing } from '../viewport.ts';
import { pageOf, scroll, scrollDay, scrollTo, scrollUnread, wheelLines } from './scrolling.ts';

/** More than a line has. */
const maxExcerpt = 200;

export const messageMode: Mode = (desk, key, binding) => {
  const index = selectedIndex(desk);
  if (index === undefined) {
    leave(desk);
    return false;
  }
  if (binding && 'edit' in binding) return leaveTyping(desk);
  const act = binding && 'act' in binding ? acts[binding.act] : undefined;
  if (act) act(desk, index);
  else if (key.text !== undefined) return leaveTyping(desk);
  return act !== undefined;
};

const acts: Partial<Record<ActionName, (desk: Desk, index: number) => void>> = {
  'select-older': (desk, index) => select(desk, index - 1, -1),
  'select-newer': (desk, index) => {
    if (!select(desk, index + 1, 1)) leave(desk);
  },
  'line-back': (desk, index) => select(desk, index - 1, -1),
  'line-forward': (desk, index) => select(desk, index + 1, 1),
  'message-first': (desk) => select(desk, 0, 1),
  'message-last': (desk) => select(desk, desk.view.rows.count - 1, -1),
  'page-up': (desk, index) => selectPage(desk, index, -1),
  'page-down': (desk, index) => selectPage(desk, index, 1),
  'scroll-first': (desk) => select(desk, 0, 1),
  'scroll-last': (desk) => select(desk, desk.view.rows.count - 1, -1),
  'lines-back': (desk) => selectAfter(desk, () => scroll(desk, -wheelLines)),
  'lines-forward': (desk) => selectAfter(desk, () => scroll(desk, wheelLines)),
  'day-back': (desk) => selectAfter(desk, () => scrollDay(desk, -1)),
  'day-forward': (desk) => selectAfter(desk, () => scrollDay(desk, 1)),
  'jump-to-unread': (desk) => selectAfter(desk, () => scrollUnread(desk)),
  'message-reply': (desk) => onMessage(desk, reply),
  'message-react': (desk) => onMessage(desk, react),
  'message-edit': (desk) => onMessage(desk, edit),
  'message-delete': (desk) => onMessage(desk, askToDelete),
  'message-copy': (desk) => onMessage(desk, copy),
  'message-open': (desk) => onMessage(desk, openLink),
  'message-details': (desk, index) => {
    const messageKey = desk.view.timeline?.at(index)?.key ?? '';
    desk.update((ui) => ({ ...ui, overlay: { kind: 'sheet', shows: { messageKey }, from: 0 } }));
  },
  dismiss: leave,
};

/** The newest message on the screen is selected. */
export function selectNewest(desk: Desk): void {
  if (!select(desk, desk.view.lastRow, -1)) desk.hint('There is no message to select here.');
}

/** What is typed goes into the line. */
function leaveTyping(desk: Desk): false {
  leave(desk);
  return false;
}

function leave(desk: Desk): void {
  desk.update((ui) => ({ ...ui, focus: onLine }));
}

function selectedIndex(desk: Desk): number | undefined {
  const { focus } = desk.ui;
  if (focus.on !== 'messages') return undefined;
  const index = desk.view.rows.indexOf(focus.key);
  return index === -1 ? undefined : index;
}

/** The first row from `index` on, in that direction, that is a message. @returns whether there is one */
function select(desk: Desk, from: number, by: 1 | -1): boolean {
  const { timeline, rows, anchor, paneHeight } = desk.view;
  for (let index = from; timeline && index >= 0 && index < timeline.length; index += by) {
    const row = timeline.at(index);
    if (!row || !isSelectable(row)) continue;
    desk.update((ui) => ({ ...ui, focus: { on: 'messages', key: row.key } }));
    // What arrives below must not push it away.
    scrollTo(desk, fixed(rows, showing(rows, anchor, index, paneHeight)));
    return true;
  }
  return false;
}

/** Nothing out of sight is selected: where the screen leaves it, the first message on it is. */
function selectAfter(desk: Desk, move: () => void): void {
  move();
  scrollTo(desk, fixed(desk.view.rows, desk.view.anchor));
  const { firstRow, lastRow } = desk.view;
  const index = selectedIndex(desk) ?? -1;
  if (index < firstRow || index > lastRow) select(desk, firstRow, 1);
}

/** As many lines on as the pane has. */
function selectPage(desk: Desk, index: number, by: 1 | -1): void {
  const { rows } = desk.view;
  let lines = 0;
  let next = index;
  while (lines < pageOf(desk) && next + by >= 0 && next + by < rows.count) {
    next += by;
    lines += rows.linesAt(next).length;
  }
  if (!select(desk, next, by)) select(desk, next, by === 1 ? -1 : 1);
}

function onMessage(desk: Desk, run: (desk: Desk, message: Message, text: string) => void): void {
  const { state, room } = desk;
  const index = selectedIndex(desk);
  const row = index === undefined ? undefined : desk.view.timeline?.at(index);
  const timeline = shownIn(state)?.timeline;
  const message = row && timeline && findMessage(timeline, row.order);
  if (!message) return;
  const revision = revisionIn(state, room, message.seq);
  if (isGone(message, revision)) desk.hint('That message is deleted.');
  else run(desk, message, textNow(message, revision));
}

function reply(desk: Desk, message: Message, text: string): void {
  if (!isSaid(message)) return void desk.hint('Only what was said can be answered.');
  const { room } = desk;
  desk.update((ui) => ({
    ...beginAnswer(ui, room, message, excerpt(text, maxExcerpt)),
    focus: onLine,
  }));
}

function react(desk: Desk, { seq }: Message): void {
  const overlay = openPicker({ list: 'emoji', room: desk.room, seq });
  desk.update((ui) => ({ ...ui, overlay }));
}

function edit(desk: Desk, message: Message, text: string): void {
  if (!isMine(message, desk.state.me) || !isSaid(message))
    return void desk.hint('Only your own messages can be edited.');
  desk.update((ui) => ({ ...beginEdit(ui, desk.room, message, text), focus: onLine }));
}

function askToDelete(desk: Desk, message: Message, text: string): void {
  if (!isMine(message, desk.state.me) || !isSaid(message))
    return void desk.hint('Only your own messages can be deleted.');
  const question = `Delete “${excerpt(text, 40)}”?`;
  const does = { deletes: message.seq };
  const { room } = desk;
  desk.update((ui) => ({ ...ui, overlay: { kind: 'question', text: question, room, does } }));
}

function copy(desk: Desk, _message: Message, text: string): void {
  desk.hint(desk.program.copy(text) ? 'Copied, if the terminal allows it.' : 'Too long to copy.');
}

function openLink(desk: Desk, _message: Message, text: string): void {
  const links = linksIn(text).flatMap(({ start, end }) => uriOf(text.slice(start, end)) ?? []);
  const [first, ...more] = new Set(links);
  if (first === undefined) desk.hint('There is no link in that message.');
  else if (more.length === 0) desk.program.open(first);
  else {
    const overlay = openPicker({ list: 'links', urls: [first, ...more] });
    desk.update((ui) => ({ ...ui, overlay }));
  }
}
