// The requests that the protocol has and this server does not offer yet.
import type { Request } from '../../protocol/index.ts';
import type { Ask } from '../core/chat.ts';
import { type Outcome, refusal } from '../core/outcome.ts';

export function reserved(_ask: Ask, request: Request): Outcome {
  return refusal('unknown-type', `This server does not offer "${request.type}" yet.`);
}
