// Keys that do the same wherever the focus is: scrolling, rooms, the focus itself, help, leaving.

import type { ActionName } from '../../ui/key-table.ts';
import { neighbour, nextNews, roomOrder } from '../../ui/rooms.ts';
import { endComposing } from '../composing.ts';
import type { Desk, Mode } from '../desk.ts';
import { edits } from '../line-editor.ts';
import { helpSheet, openPicker } from '../overlay.ts';
import { isMuted } from '../preferences.ts';
import { onLine, withEditor } from '../ui.ts';
import {
  pageOf,
  scroll,
  scrollDay,
  scrollFirst,
  scrollLast,
  scrollUnread,
  wheelLines,
} from './scrolling.ts';

export const everywhereMode: Mode = (desk, _key, binding) => {
  if (binding === undefined) return false;
  if ('room' in binding) {
    const { room } = binding;
    goTo(desk, roomOrder(desk.state)[room - 1]?.name, `There is no room ${room}.`);
    return true;
  }
  const act = 'act' in binding ? acts[binding.act] : undefined;
  act?.(desk);
  return act !== undefined;
};

const acts: Partial<Record<ActionName, (desk: Desk) => void>> = {
  'page-up': (desk) => scroll(desk, -pageOf(desk)),
  'page-down': (desk) => scroll(desk, pageOf(desk)),
  'line-back': (desk) => scroll(desk, -1),
  'line-forward': (desk) => scroll(desk, 1),
  'scroll-first': scrollFirst,
  'scroll-last': scrollLast,
  'lines-back': (desk) => scroll(desk, -wheelLines),
  'lines-forward': (desk) => scroll(desk, wheelLines),
  'day-back': (desk) => scrollDay(desk, -1),
  'day-forward': (desk) => scrollDay(desk, 1),
  'jump-to-unread': scrollUnread,
  'room-next': (desk) => goNext(desk, 1),
  'room-previous': (desk) => goNext(desk, -1),
  'room-news': (desk) =>
    goTo(
      desk,
      nextNews(desk.state, (room) => isMuted(desk.ui.preferences, room)),
      'Nothing is new in other rooms.',
    ),
  'room-back': (desk) => goTo(desk, desk.ui.lastRoom, onlyRoom),
  switcher: (desk) => {
    desk.update((ui) => ({ ...ui, overlay: openPicker({ list: 'rooms' }) }));
  },
  'focus-next': (desk) => moveFocus(desk, 1),
  'focus-previous': (desk) => moveFocus(desk, -1),
  'sidebar-toggle': toggleSidebar,
  redraw: (desk) => desk.program.redraw(),
  help: (desk) => desk.update((ui) => ({ ...ui, overlay: helpSheet })),
  interrupt,
  suspend: (desk) => desk.program.suspend(),
};

const onlyRoom = 'There is no other room: Ctrl-G or /join opens one.';

/** Undefined: nowhere, which is told. */
export function goTo(desk: Desk, room: string | undefined, otherwise = ''): void {
  if (room !== undefined) moveBy(desk, () => desk.client.show(room));
  else if (otherwise !== '') desk.hint(otherwise);
}

function goNext(desk: Desk, by: 1 | -1): void {
  const room = neighbour(desk.state, by);
  goTo(desk, room === desk.room ? undefined : room, onlyRoom);
}

/** Whatever brings another room on the screen. */
export function moveBy(desk: Desk, run: () => void): void {
  const { room: left } = desk;
  run();
  desk.update((ui) => ({
    ...ui,
    completion: undefined,
    overlay: undefined,
    focus: onLine,
    lastRoom: desk.room === left ? ui.lastRoom : left,
  }));
}

const ring = ['line', 'rooms', 'people'] as const;

/** Line, rooms, people, and round; where the sidebar is folded away, it comes. */
function moveFocus(desk: Desk, by: 1 | -1): void {
  const { focus } = desk.ui;
  const at = focus.on === 'messages' ? 0 : ring.indexOf(focus.on);
  const on = ring[(at + by + ring.length) % ring.length] ?? 'line';
  if (on === 'line') return desk.update((ui) => ({ ...ui, focus: onLine }));
  const current = roomOrder(desk.state).findIndex(({ name }) => name === desk.room);
  const index = on === 'rooms' ? Math.max(0, current) : 0;
  const isHidden = desk.view.layout.sidebarWidth === 0;
  desk.update((ui) => ({ ...ui, focus: { on, index }, ...(isHidden ? { sidebar: 'on' } : {}) }));
}

function toggleSidebar(desk: Desk): void {
  const isShown = desk.view.layout.sidebarWidth > 0;
  const focus = desk.ui.focus.on === 'messages' ? desk.ui.focus : onLine;
  desk.update((ui) => ({ ...ui, focus, sidebar: isShown ? 'off' : 'on' }));
}

/** How long a second Ctrl-C counts as one with the first. */
const quitWaitMs = 2000;
const quitHint = 'Ctrl-C again quits';

/** The first Ctrl-C empties the line (Ctrl-Y brings it back), the second quits. */
function interrupt(desk: Desk): void {
  if (desk.ui.hint === quitHint) return desk.program.quit();
  const { room } = desk;
  desk.update((ui) => {
    const emptied = withEditor(ui, room, edits['kill-all'](desk.editor));
    return { ...endComposing(emptied, room), focus: onLine };
  });
  desk.hint(quitHint, quitWaitMs);
}
