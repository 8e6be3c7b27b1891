// What the rows of a pane share: which one the mouse is on, which one was just gone to, and the way to others.
import { createContext, use, useMemo, useSyncExternalStore } from 'react';
import { messageKey } from '../../sdk/row.ts';
import { Store } from '../../sdk/store.ts';
import { useDesk } from '../hooks.ts';
import type { Scroller } from './scroller.ts';

/** How long what was gone to is set off. */
const flashMs = 1_600;

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

/** Those of the pane that this scroller keeps. */
export function useListToolsOf(scroller: Scroller): ListTools {
  const { client } = useDesk();
  return useMemo(() => {
    const flashed = new Store<string | undefined>(undefined);
    return {
      hovered: new Store<string | undefined>(undefined),
      flashed,
      goTo(seq) {
        const key = messageKey(seq);
        const index = scroller.rows.indexOf(key);
        if (index === -1) return client.goTo(client.getState().current, seq);
        scroller.goToRow(index, 'middle');
        flashed.set(key);
        setTimeout(() => flashed.get() === key && flashed.set(undefined), flashMs);
      },
    };
  }, [scroller, client]);
}
