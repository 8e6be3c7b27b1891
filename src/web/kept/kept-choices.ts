// What the browser keeps for all tabs of the page: what the person prefers, and whether they were here before.
import { timeWidth } from '../../ui/time-format.ts';
import type { Desk } from '../desk.ts';
import { pageKeymap } from '../keys/browser-keys.ts';
import { readChoices, writeChoices } from '../preferences.ts';
import { shelfIn } from './shelf.ts';

const shelf = shelfIn(() => localStorage, 'partyline ');
const place = 'choices';

/** As they were chosen before, here or in another tab; from now on changes are kept. */
export function keepChoices(desk: Desk): void {
  take(desk);
  addEventListener('storage', ({ key }) => {
    if (key === null || key.endsWith(place)) take(desk);
  });
  let kept = desk.ui.get();
  follow(desk);
  desk.ui.subscribe(() => {
    const now = desk.ui.get();
    if (now.preferences === kept.preferences && now.keys === kept.keys) return;
    kept = now;
    follow(desk);
    const text = writeChoices(now);
    if (text !== undefined && text !== shelf.get(place)) shelf.set(place, text);
  });
}

export const isWelcomed = (): boolean => shelf.get('welcomed') === 'yes';

export function setWelcomed(): void {
  shelf.set('welcomed', 'yes');
}

function take(desk: Desk): void {
  const { preferences, keys } = readChoices(shelf.get(place) ?? null);
  desk.update((ui) => ({ ...ui, preferences, keys, keymap: pageKeymap(keys).keymap }));
}

/** What is not drawn by React. */
function follow({ ui, client }: Desk): void {
  const { theme, presence, times } = ui.get().preferences;
  const { dataset, style } = document.documentElement;
  style.setProperty('--when', `${timeWidth(times)}ch`);
  if (theme === 'auto') delete dataset.theme;
  else dataset.theme = theme;
  if (client.getState().hidesPresence === presence) client.setPresenceHidden(!presence);
}
