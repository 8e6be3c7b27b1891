// The lists of rooms and people: beside the messages, or over them where there is no place beside.
import { useSyncExternalStore } from 'react';
import type { Desk } from '../desk.ts';
import { withChosen } from '../own-actions.ts';

/** As in style/base.css: narrower, and the lists lie over the messages. */
const narrow = '(max-width: 700px)';

/** Folded away, or there again; on a narrow screen the rooms come over the messages. */
export function toggleLists(desk: Desk): void {
  if (matchMedia(narrow).matches) toggleDrawer(desk, 'rooms');
  else desk.update((ui) => withChosen(ui, 'sidebar', !ui.preferences.sidebar));
}

export function toggleDrawer(desk: Desk, which: 'rooms' | 'people'): void {
  desk.update((ui) => ({ ...ui, drawer: ui.drawer === which ? undefined : which }));
}

/** Whether there is no place beside the messages. */
export function useNarrow(): boolean {
  return useSyncExternalStore(followWidth, () => matchMedia(narrow).matches);
}

function followWidth(listener: () => void): () => void {
  const width = matchMedia(narrow);
  width.addEventListener('change', listener);
  return () => width.removeEventListener('change', listener);
}
