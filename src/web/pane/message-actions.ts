// What can be done with a message: answer it, react to it, change it, take it along.
import { isGone, isMine, isSaid, textNow } from '../../sdk/fold.ts';
import { seqOfKey } from '../../sdk/row.ts';
import type { Message } from '../../sdk/state.ts';
import { findMessage } from '../../sdk/timeline.ts';
import { revisionIn, shownIn } from '../../sdk/visit.ts';
import { excerpt } from '../../sdk/words.ts';
import { linksIn, uriOf } from '../../ui/links.ts';
import { mayModerate } from '../account/rights.ts';
import { copyText } from '../clipboard.ts';
import type { Desk } from '../desk.ts';
import { lay } from '../going.ts';
import { beginAnswer, beginEdit } from '../line/composing.ts';

/** More than a line has. */
const maxExcerpt = 200;

/** Acts on the row of that key, or on the selected one. What it can't do it says in a hint. */
export type MessageAction = (desk: Desk, key?: string) => void;

export const messageActions = {
  'message-reply': onMessage(reply),
  'message-react': onMessage((desk, { seq }) => lay(desk, { kind: 'emoji', ...at(desk, seq) })),
  'message-edit': onMessage(edit),
  'message-delete': onMessage(askToDelete),
  'message-copy': onMessage(copy),
  'message-open': onMessage(openLink),
  'message-details': (desk, key) => {
    const message = messageOf(desk, key);
    if (message) lay(desk, { kind: 'details', ...at(desk, message.seq) });
  },
} as const satisfies Record<string, MessageAction>;

/** No message is selected any more; what is typed goes into the line. */
export function leaveMessage(desk: Desk): void {
  desk.update((ui) => ({ ...ui, selected: undefined }));
  desk.composer.focus();
}

/** The message in the row of that key, if it is one of the log. */
export function messageOf(desk: Desk, key = desk.ui.get().selected): Message | undefined {
  const seq = key === undefined ? undefined : seqOfKey(key);
  const timeline = shownIn(desk.state)?.timeline;
  return timeline && seq !== undefined ? findMessage(timeline, seq) : undefined;
}

function onMessage(run: (desk: Desk, message: Message, text: string) => void): MessageAction {
  return (desk, key) => {
    const message = messageOf(desk, key);
    if (message === undefined) return;
    const revision = revisionIn(desk.state, desk.state.current, message.seq);
    if (isGone(message, revision)) desk.hint('That message is deleted.');
    else run(desk, message, textNow(message, revision));
  };
}

function reply(desk: Desk, message: Message, text: string): void {
  if (!isSaid(message)) return desk.hint('Only what was said can be answered.');
  const { seq, sender } = message;
  const answered = { seq, sender, text: excerpt(text, maxExcerpt) };
  desk.update((ui) => beginAnswer(ui, desk.state.current, answered));
  leaveMessage(desk);
}

function edit(desk: Desk, message: Message, text: string): void {
  if (!canChange(desk, message)) return desk.hint('Only your own messages can be edited.');
  desk.update((ui) => beginEdit(ui, desk.state.current, message.seq, text));
  leaveMessage(desk);
}

function askToDelete(desk: Desk, message: Message, text: string): void {
  const { state } = desk;
  const isOther = !isMine(message, state.me);
  const may = isSaid(message) && (!isOther || mayModerate(state, state.current));
  if (!may) return desk.hint('Only your own messages can be deleted.');
  const whose = isOther ? { of: message.sender } : {};
  lay(desk, { kind: 'delete', ...at(desk, message.seq), text: excerpt(text, 40), ...whose });
}

function copy(desk: Desk, _message: Message, text: string): void {
  copyText(text).then((isCopied) => {
    desk.hint(isCopied ? 'Copied.' : 'The browser does not let this page copy.');
  });
}

function openLink(desk: Desk, _message: Message, text: string): void {
  const links = linksIn(text).flatMap(({ start, end }) => uriOf(text.slice(start, end)) ?? []);
  const [first, ...more] = new Set(links);
  if (first === undefined) desk.hint('There is no link in that message.');
  else if (more.length === 0) window.open(first, '_blank', 'noopener,noreferrer');
  else lay(desk, { kind: 'links', urls: [first, ...more] });
}

function canChange({ state }: Desk, message: Message): boolean {
  return isMine(message, state.me) && isSaid(message);
}

const at = ({ state }: Desk, seq: number) => ({ room: state.current, seq });
