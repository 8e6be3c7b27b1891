// The kinds of messages that do nothing without another one, which they change.
import type { Kind } from '../../protocol/messages.ts';

const changes: ReadonlySet<Kind> = new Set<Kind>(['edit', 'delete', 'reaction']);

export function isChange(kind: Kind): boolean {
  return changes.has(kind);
}
