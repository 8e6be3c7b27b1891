// Which message a command is about, told while it is being written.
import { foldName } from '../protocol/index.ts';
import { textNow } from '../sdk/fold.ts';
import { pickMessage, readCounted, type Whose } from '../sdk/picks.ts';
import { findCommand } from '../sdk/slash.ts';
import type { State } from '../sdk/state.ts';
import { revisionIn } from '../sdk/visit.ts';
import { excerpt } from '../sdk/words.ts';
import { safeText } from './safe-text.ts';

const whose: Readonly<Record<string, Whose>> = {
  edit: 'own',
  delete: 'own',
  react: 'any',
  reply: 'others',
};

/** More than a line has. */
const maxLength = 200;

/** `/reply → bob: shall we ship?`; undefined where the text is no such command. */
export function pickLabel(text: string, state: State): string | undefined {
  const [, word = '', rest = ''] = /^\/(\w+)\s+([\s\S]*)$/.exec(text) ?? [];
  const name = findCommand(word)?.name ?? '';
  const meant = Object.hasOwn(whose, name) ? whose[name] : undefined;
  if (meant === undefined) return undefined;
  const picked = pickMessage(state, state.current, meant, readCounted(rest.trim()).back);
  if ('problem' in picked) return picked.problem;
  const { message } = picked;
  const isOwn = foldName(message.sender) === foldName(state.me.name);
  const said = excerpt(textNow(message, revisionIn(state, state.current, message.seq)), maxLength);
  return safeText(`/${name} → ${isOwn ? 'you' : message.sender}: ${said}`);
}
