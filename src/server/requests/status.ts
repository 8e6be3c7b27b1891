// `status`: whether one is there; of a person, not of one device.
import type { RequestOf } from '../../protocol/index.ts';
import { muted } from '../core/ban-text.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, refused, reply } from '../core/outcome.ts';
import { setStatus } from '../core/presence.ts';
import { checkNote } from './check-note.ts';
import { echo } from './echo.ts';
import { muteAround } from './speech.ts';

export function status({ chat, session }: Ask, request: RequestOf<'status'>): Outcome {
  const text = checkNote(request.text ?? '');
  if (typeof text !== 'string') return text;
  // The text is said to everybody around.
  const mute = text === '' ? undefined : muteAround(chat, session);
  if (mute) return refused(muted(mute));
  setStatus(chat.hub, session, request.status, text);
  const said = text === '' ? {} : { text };
  return reply({ type: 'status', ...echo(request), status: request.status, ...said });
}
