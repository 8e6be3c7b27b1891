// How the page's parts follow the chat and each other. The only place that joins React with the stores.
import { createContext, use, useSyncExternalStore } from 'react';
import type { State } from '../sdk/state.ts';
import type { Desk } from './desk.ts';
import type { Ui } from './ui-state.ts';

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (desk === undefined) throw new Error('There is no desk around this part of the page.');
  return desk;
}

/** A part of the state, as it was at the last frame; drawn again only when that part is another. */
export function useChat<Part>(select: (state: State) => Part): Part {
  const { frames } = useDesk();
  return useSyncExternalStore(frames.subscribe, () => select(frames.get()));
}

export function useUi<Part>(select: (ui: Ui) => Part): Part {
  const { ui } = useDesk();
  return useSyncExternalStore(ui.subscribe, () => select(ui.get()));
}
