// What the word at the cursor could become, as a list over the line.
import type { Choice } from '../../ui/completion.ts';
import { useDesk } from '../hooks.ts';
import { ChoiceList } from '../overlays/choice-list.tsx';

export const menuId = 'line-menu';

export interface LineMenuProps {
  readonly choices: readonly Choice[];
  /** Outside the list: none. */
  readonly chosen: number;
}

/** The field keeps the focus, and says which choice is meant. */
export function LineMenu({ choices, chosen }: LineMenuProps) {
  const { composer } = useDesk();
  const count = choices.length;
  return (
    <>
      <div className="unseen" role="status">
        {count > 0 && chosen === -1 ? `${count} to choose from with Tab` : ''}
      </div>
      {count > 0 && (
        <ChoiceList
          id={menuId}
          label="What fits"
          items={choices}
          chosen={chosen}
          onTake={(index) => composer.take(index)}
        />
      )}
    </>
  );
}
