// `hello`: opens a session, or with a token takes it over.
import { protocolVersion, type RequestOf } from '../../protocol/index.ts';
import type { Asker, Chat } from '../core/chat.ts';
import { type Outcome, refusal } from '../core/outcome.ts';
import { comeIn, comeInLater } from './come-in.ts';
import { identify, visitorOf } from './identity.ts';
import { shownClient } from './opening.ts';

export function hello(chat: Chat, asker: Asker, request: RequestOf<'hello'>): Outcome {
  if (request.version !== undefined && request.version !== protocolVersion) {
    return refusal('unsupported-version', `This server speaks version ${protocolVersion}.`);
  }
  const client = shownClient(request.client);
  const program = { client, isBot: request.bot === true };
  const coming = { asker, program, request, before: undefined };
  const identity = identify(chat, visitorOf(asker, client), request);
  if (identity instanceof Promise) return comeInLater(chat, coming, identity);
  return comeIn(chat, coming, identity);
}
