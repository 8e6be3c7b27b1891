// The parts of the page that F6 goes through, and how each takes the keys.
import type { Desk } from '../desk.ts';

/** In the order in which F6 goes through them. */
const ring = ['line', 'messages', 'rooms', 'people'] as const;

export type Region = (typeof ring)[number];

/** Where the keys are now. */
export function regionNow(desk: Desk): Region | undefined {
  const at = document.activeElement;
  const list = at?.closest<HTMLElement>('[data-region]')?.dataset.region;
  if (list === 'rooms' || list === 'people') return list;
  if (desk.ui.get().selected !== undefined || list === 'messages') return 'messages';
  return desk.composer.isFocused() ? 'line' : undefined;
}

export function moveFocus(desk: Desk, by: 1 | -1): void {
  const now = regionNow(desk);
  const at = now === undefined ? 0 : ring.indexOf(now);
  const next = ring[(at + by + ring.length) % ring.length] ?? 'line';
  toRegion(desk, next);
  // Where nothing was said there is no message to go to.
  const isNone = next === 'messages' && desk.ui.get().selected === undefined;
  if (!isNone) return;
  desk.hint('');
  toRegion(desk, by === 1 ? 'rooms' : 'line');
}

/** A list that is not on the screen comes there. */
export function toRegion(desk: Desk, region: Region): void {
  const drawer = region === 'rooms' || region === 'people' ? region : undefined;
  const isList = drawer !== undefined;
  desk.updateNow((ui) => ({
    ...ui,
    drawer: isList && !isShown(region) ? drawer : undefined,
    selected: region === 'messages' ? ui.selected : undefined,
  }));
  if (region === 'line') desk.composer.focus();
  else if (region === 'messages') desk.pane?.select(-1);
  else focusList(region);
}

/** No message is selected any more, and what is typed goes into the line. */
export function toLine(desk: Desk): void {
  toRegion(desk, 'line');
}

function focusList(region: Region): void {
  const place = document.querySelector<HTMLElement>(`[data-region='${region}'] [tabindex='0']`);
  place?.focus();
}

function isShown(region: Region): boolean {
  return document.querySelector(`[data-region='${region}']`)?.checkVisibility() ?? false;
}
