// What the rows of a pane share: which one the mouse is on, which one was just gone to, and the way to others.
import { createContext, use, useSyncExternalStore } from 'react';
import { Store } from '../sdk/store.ts';

export interface ListTools {
  /** The key of a row. */
  readonly hovered: Store<string | undefined>;
  readonly flashed: Store<string | undefined>;
  /** To a message of this room: by scrolling where it is held, by a visit where not. */
  goTo(seq: number): void;
}

const none: ListTools = {
  hovered: new Store<string | undefined>(undefined),
  flashed: new Store<string | undefined>(undefined),
  goTo() {},
};

export const ListContext = createContext<ListTools>(none);

export const useListTools = (): ListTools => use(ListContext);

/** Whether the store holds this key; drawn again only when that changes. */
export function useIsKey(store: Store<string | undefined>, key: string): boolean {
  return useSyncExternalStore(store.subscribe, () => store.get() === key);
}
