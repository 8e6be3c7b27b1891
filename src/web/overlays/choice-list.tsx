// A list to choose from, whose keys a field has: it says which line is meant, a click takes one.
import { useEffect, useRef } from 'react';
import type { MenuItem } from '../../ui/completion.ts';
import { safeText } from '../../ui/safe-text.ts';

export interface ChoiceListProps {
  readonly id: string;
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Outside the list: none. */
  readonly chosen: number;
  readonly onTake: (index: number) => void;
}

/** What the field's `aria-activedescendant` says. */
export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

export function ChoiceList({ id, label, items, chosen, onTake }: ChoiceListProps) {
  const chosenLine = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen may be out of sight
  useEffect(() => {
    // Some browsers give a promise for it, which would be taken for what ends the effect.
    chosenLine.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen, items]);
  return (
    <div className="menu" id={id} role="listbox" aria-label={label} tabIndex={-1}>
      {items.map(({ label: name, note = '' }, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no state of its own
          key={index}
          id={optionId(id, index)}
          ref={index === chosen ? chosenLine : undefined}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(index)}
        >
          <span>{safeText(name.replaceAll('\n', '⏎'))}</span>
          <span className="note">{safeText(note.replaceAll('\n', ' '))}</span>
        </div>
      ))}
    </div>
  );
}
