// A page as it stands in a reply.
import type { Message, ReplyOf } from '../../protocol/index.ts';
import type { Page } from '../core/changes.ts';

type Objects = Pick<ReplyOf<'history'>, 'messages' | 'changes'>;

/** Without `changes` where there are none, as for most pages. */
export function asObjects({ messages, changes }: Page): Objects {
  const objects = messages.map(asObject);
  return changes.length === 0
    ? { messages: objects }
    : { messages: objects, changes: changes.map(asObject) };
}

/** Between whom it was is for the log alone. */
function asObject({ between: _, ...message }: Message): Objects['messages'][number] {
  return { type: 'message', ...message };
}
