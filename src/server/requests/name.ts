// `name`: takes another name, everywhere at once.
import { isRefusal, type RequestOf } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, refused, reply } from '../core/outcome.ts';
import { rename } from '../core/renaming.ts';
import { echo } from './echo.ts';

export function name(ask: Ask, request: RequestOf<'name'>): Outcome {
  const { chat, session } = ask;
  const from = session.name;
  const wanted = chat.names.check(request.name, session.owner, chat.now());
  if (isRefusal(wanted)) return refused(wanted);
  if (wanted !== from) {
    rename(chat, session, wanted);
    // Nobody can slip into it, and into its direct rooms, at once.
    chat.names.reserve(from, session.owner, chat.now());
  }
  const token = chat.tokens.sign(session.id, wanted, session.bornAfter);
  return reply({ type: 'named', ...echo(request), name: wanted, token });
}
