// A list that a query narrows: what is typed finds, arrows choose, Enter takes.
import { type KeyboardEvent, useId, useState } from 'react';
import type { PickerItem } from '../../ui/room-picks.ts';
import { useDesk } from '../hooks.ts';
import { ChoiceList, optionId } from './choice-list.tsx';
import { Dialog } from './dialog.tsx';
import { stepOf } from './picker-steps.ts';

export interface PickerProps {
  readonly title: string;
  readonly placeholder: string;
  readonly find: (query: string) => readonly PickerItem[];
  /** Undefined: nothing that is offered fits. */
  readonly onPick: (item: PickerItem | undefined, query: string) => void;
  /** Said where nothing fits. */
  readonly emptyWords?: string;
  readonly className?: string;
}

/** More than this nobody reads through. */
const maxItems = 200;

export function Picker({ title, placeholder, find, onPick, emptyWords, className }: PickerProps) {
  const desk = useDesk();
  const id = useId();
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState(0);
  const items = find(query).slice(0, maxItems);
  // There may be fewer by now.
  const chosen = Math.min(wanted, items.length - 1);
  const pick = (item: PickerItem | undefined) => {
    desk.updateNow((ui) => ({ ...ui, overlay: undefined }));
    onPick(item, query.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = stepOf(event);
    if (event.key === 'Enter') pick(items[chosen]);
    else if (step === undefined) return;
    else setWanted(stepped(chosen, step, items.length));
    event.preventDefault();
  };
  return (
    <Dialog title={title} className={`picker ${className ?? ''}`}>
      <input
        type="text"
        role="combobox"
        aria-label={placeholder}
        aria-expanded={items.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={items.length > 0 ? optionId(id, chosen) : undefined}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setWanted(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ChoiceList
        id={id}
        label={title}
        items={items}
        chosen={chosen}
        onTake={(index) => pick(items[index])}
      />
      <p role="status" className="foot">
        {items.length === 0 ? (emptyWords ?? 'Nothing fits.') : ''}
      </p>
    </Dialog>
  );
}

/** One step goes round the ends, more stop there. */
function stepped(chosen: number, step: number, count: number): number {
  const last = Math.max(0, count - 1);
  const next = chosen + step;
  if (Math.abs(step) === 1 && next < 0) return last;
  if (Math.abs(step) === 1 && next > last) return 0;
  return Math.max(0, Math.min(last, next));
}
