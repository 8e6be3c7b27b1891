// What a mouse or a finger does on the rows: over one its buttons show, a tap selects.
import { seqOfKey } from '../../sdk/row.ts';
import type { Store } from '../../sdk/store.ts';
import type { Desk } from '../desk.ts';

/** @returns what ends it */
export function followPointer(
  desk: Desk,
  box: HTMLElement,
  hovered: Store<string | undefined>,
): () => void {
  const over = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') hovered.set(keyAt(event.target));
  };
  const leave = (): void => hovered.set(undefined);
  const click = (event: MouseEvent): void => {
    if (event instanceof PointerEvent && event.pointerType === 'touch') tap(desk, event.target);
  };
  box.addEventListener('pointerover', over, { passive: true });
  box.addEventListener('pointerleave', leave, { passive: true });
  box.addEventListener('click', click);
  return () => {
    box.removeEventListener('pointerover', over);
    box.removeEventListener('pointerleave', leave);
    box.removeEventListener('click', click);
  };
}

/** The message is selected, or let go of; what is a link or a button does its own. */
function tap(desk: Desk, target: EventTarget | null): void {
  if (!(target instanceof Element) || target.closest('a, button') !== null) return;
  const key = keyAt(target);
  if (key === undefined || seqOfKey(key) === undefined) return;
  desk.update((ui) => ({ ...ui, selected: ui.selected === key ? undefined : key }));
}

/** Of the row that it is in. */
function keyAt(target: EventTarget | null): string | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest<HTMLElement>('[data-key]')?.dataset.key;
}
