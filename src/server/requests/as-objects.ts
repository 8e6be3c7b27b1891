// A page as it stands in a reply.
import type { ReplyOf } from '../../protocol/index.ts';
import type { Page } from '../core/changes.ts';

/** Without `changes` where there are none, as for most pages. */
export function asObjects(page: Page): Pick<ReplyOf<'history'>, 'messages' | 'changes'> {
  const messages = page.messages.map((message) => ({ type: 'message' as const, ...message }));
  if (page.changes.length === 0) return { messages };
  return {
    messages,
    changes: page.changes.map((message) => ({ type: 'message' as const, ...message })),
  };
}
