// The buttons at a message: what keys do with the selected one, for a mouse or a finger.
import type { Row } from '../sdk/row.ts';
import type { ActionName } from '../ui/key-table.ts';
import { useDesk } from './hooks.ts';
import { messageActions } from './message-actions.ts';

interface Tool {
  readonly act: keyof typeof messageActions & ActionName;
  readonly sign: string;
  readonly word: string;
  readonly keys: string;
  readonly isForOwn?: true;
}

const tools: readonly Tool[] = [
  { act: 'message-reply', sign: '↩', word: 'Reply', keys: 'r' },
  { act: 'message-react', sign: '☺', word: 'React', keys: '+' },
  { act: 'message-edit', sign: '✎', word: 'Edit', keys: 'e', isForOwn: true },
  { act: 'message-delete', sign: '✕', word: 'Delete', keys: 'd', isForOwn: true },
  { act: 'message-copy', sign: '⧉', word: 'Copy', keys: 'y' },
  { act: 'message-details', sign: 'ⓘ', word: 'Details', keys: 'i' },
];

export function RowTools({ row }: { row: Row }) {
  const desk = useDesk();
  return (
    <div className="tools" role="toolbar" aria-label="What to do with this message">
      {tools
        .filter(({ isForOwn }) => row.isOwn || !isForOwn)
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
            <span aria-hidden="true">{sign}</span>
          </button>
        ))}
    </div>
  );
}
