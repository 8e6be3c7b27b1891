// The lists of rooms and people: beside the messages, or over them where there is no place beside.
import { useSyncExternalStore } from 'react';
import type { Desk } from '../desk.ts';
import { withChosen } from '../own-actions.ts';

export type SideList = 'rooms' | 'people';

/** As in style/base.css and style/lists.css: narrower, and the list lies over the messages. */
const narrow: Readonly<Record<SideList, string>> = {
  rooms: '(max-width: 700px)',
  people: '(max-width: 1000px)',
};

/** Folded away, or there again; on a narrow screen the rooms come over the messages. */
export function toggleLists(desk: Desk): void {
  if (matchMedia(narrow.rooms).matches) toggleDrawer(desk, 'rooms');
  else desk.update((ui) => withChosen(ui, 'sidebar', !ui.preferences.sidebar));
}

export function toggleDrawer(desk: Desk, which: SideList): void {
  desk.update((ui) => ({ ...ui, drawer: ui.drawer === which ? undefined : which }));
}

/** Whether there is no place for it beside the messages. */
export function useNarrow(list: SideList): boolean {
  const query = narrow[list];
  return useSyncExternalStore(followWidth, () => matchMedia(query).matches);
}

function followWidth(listener: () => void): () => void {
  const widths = Object.values(narrow).map((query) => matchMedia(query));
  for (const width of widths) width.addEventListener('change', listener);
  return () => {
    for (const width of widths) width.removeEventListener('change', listener);
  };
}
