// The buttons at a message: what keys do with the selected one, for a mouse or a finger.
import type { Row } from '../../sdk/row.ts';
import type { ActionName } from '../../ui/key-table.ts';
import { mayModerate } from '../account/rights.ts';
import { useChat, useDesk } from '../hooks.ts';
import { messageActions } from './message-actions.ts';

interface Tool {
  readonly act: keyof typeof messageActions & ActionName;
  /** The lines of its picture, in a square of 16. */
  readonly sign: string;
  readonly word: string;
  readonly keys: string;
  /** Undefined: for all messages. */
  readonly isFor?: 'own' | 'own or kept civil';
}

const tools: readonly Tool[] = [
  { act: 'message-reply', sign: 'M7 3 3 7l4 4M3 7h6a4 4 0 0 1 4 4v2', word: 'Reply', keys: 'r' },
  {
    act: 'message-react',
    sign: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M6 6.5v.5m4-.5v.5M5.5 9.5a3 3 0 0 0 5 0',
    word: 'React',
    keys: '+',
  },
  {
    act: 'message-edit',
    sign: 'M3 13v-2.5L10.5 3 13 5.5 5.5 13zM9 4.5 11.5 7',
    word: 'Edit',
    keys: 'e',
    isFor: 'own',
  },
  {
    act: 'message-delete',
    sign: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 8.5h6l.5-8.5',
    word: 'Delete',
    keys: 'd',
    isFor: 'own or kept civil',
  },
  { act: 'message-copy', sign: 'M6 6h7v7H6zM10 6V3H3v7h3', word: 'Copy', keys: 'y' },
  {
    act: 'message-details',
    sign: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 7.5V11M8 5v.5',
    word: 'Details',
    keys: 'i',
  },
];

export function RowTools({ row }: { row: Row }) {
  const desk = useDesk();
  // Others' messages are to be deleted by who keeps the room civil.
  const isCivil = useChat((state) => mayModerate(state, state.current)) && row.kind !== 'change';
  return (
    <div className="tools" role="toolbar" aria-label="What to do with this message">
      {tools
        .filter(({ isFor }) => isFor === undefined || row.isOwn || (isCivil && isFor !== 'own'))
        .map(({ act, sign, word, keys }) => (
          <button
            key={act}
            type="button"
            aria-label={word}
            title={`${word} (${keys})`}
            onClick={(event) => {
              event.stopPropagation();
              messageActions[act](desk, row.key);
            }}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d={sign} />
            </svg>
          </button>
        ))}
    </div>
  );
}
