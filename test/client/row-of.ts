// A row as the tests of its lines need it.
import type { Row } from '../../src/sdk/row.ts';

/** What bob says at 14:02:07, but for what is told otherwise. */
export function rowOf(more: Partial<Row> = {}): Row {
  return {
    key: 's1',
    kind: 'text',
    order: 1,
    at: 0,
    date: '2026-11-20',
    time: '14:02',
    seconds: '07',
    isNewMinute: true,
    isNewSecond: true,
    sender: 'bob',
    text: 'shall we ship?',
    isGrouped: false,
    isOwn: false,
    isMention: false,
    isEdited: false,
    isDeleted: false,
    reactions: [],
    ...more,
  };
}
