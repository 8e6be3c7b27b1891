// `status` and `whois`: whether somebody is there, and who it is.
import { isDirectRoom, type RequestOf } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, refusal, reply } from '../core/outcome.ts';
import { tellPresence } from '../core/presence.ts';
import { checkNote } from './check-note.ts';
import { echo } from './echo.ts';

export function status({ chat, session }: Ask, request: RequestOf<'status'>): Outcome {
  const text = checkNote(request.text ?? '');
  if (typeof text !== 'string') return text;
  const hasChanged = session.status !== request.status || session.statusText !== text;
  session.status = request.status;
  session.statusText = text;
  for (const room of hasChanged ? session.rooms : []) {
    tellPresence(chat.hub, room, session, request.status, text === '' ? undefined : text);
  }
  const said = text === '' ? {} : { text };
  return reply({ type: 'status', ...echo(request), status: request.status, ...said });
}

export function whois({ chat, session }: Ask, request: RequestOf<'whois'>): Outcome {
  const person = chat.hub.sessionByName(request.name);
  if (!person) return refusal('no-such-user', 'Nobody of that name is here.');
  const shared = [...person.rooms].filter((room) => room.has(session) && !isDirectRoom(room.name));
  return reply({
    type: 'profile',
    ...echo(request),
    name: person.name,
    status: person.status,
    role: person.role,
    rooms: shared.map((room) => room.name),
    since: person.since,
    ...(person.statusText === '' ? {} : { text: person.statusText }),
    ...(person.client === '' ? {} : { client: person.client }),
  });
}
