// Going from room to room, and opening what lies on top.
import { directRoom, foldName, isRefusal } from '../protocol/index.ts';
import type { PickerItem } from '../ui/room-picks.ts';
import { neighbour, nextNews } from '../ui/rooms.ts';
import type { Desk } from './desk.ts';
import { isMuted } from './preferences.ts';
import type { Overlay } from './ui-state.ts';

const onlyRoom = 'There is no other room: Ctrl-G or /join opens one.';

/** Undefined: nowhere, which is told. */
export function goTo(desk: Desk, room: string | undefined, otherwise = onlyRoom): void {
  if (room !== undefined) moveBy(desk, () => desk.client.show(room));
  else desk.hint(otherwise);
}

export function goNext(desk: Desk, by: 1 | -1): void {
  const room = neighbour(desk.state, by);
  goTo(desk, room === desk.state.current ? undefined : room);
}

export function goToNews(desk: Desk): void {
  const { preferences } = desk.ui.get();
  const room = nextNews(desk.state, (name) => isMuted(preferences, name));
  goTo(desk, room, 'Nothing is new in other rooms.');
}

/** The room of both. */
export function talkTo(desk: Desk, name: string): void {
  const me = desk.state.me.name;
  if (foldName(name) === foldName(me)) {
    moveBy(desk, () => desk.hint('That is you.'));
    return;
  }
  const room = directRoom(me, name);
  if (!isRefusal(room)) goTo(desk, room);
}

/** A room or a person of the list; what is in no list is a room to join. */
export function enter(desk: Desk, item: PickerItem | undefined, typed: string): void {
  if (item === undefined) {
    if (typed !== '') moveBy(desk, () => desk.client.submit(`/join ${typed}`));
  } else if (item.value.startsWith('@') && !item.value.includes('+')) {
    moveBy(desk, () => desk.client.submit(`/msg ${item.value}`));
  } else goTo(desk, item.value);
}

/** Whatever brings another room on the screen. */
export function moveBy(desk: Desk, run: () => void): void {
  const { current: left } = desk.state;
  run();
  desk.updateNow((ui) => ({
    ...ui,
    overlay: undefined,
    drawer: undefined,
    selected: undefined,
    lastRoom: desk.state.current === left ? ui.lastRoom : left,
  }));
  rest(desk);
}

/** The line has the keys; on a touch screen the messages, as a keyboard would come up and hide them. */
export function rest(desk: Desk): void {
  if (!matchMedia('(pointer: coarse)').matches) return desk.composer.focus();
  // Those of another room are there with the next frame.
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[role="log"]')?.focus());
}

export function leaveRoom(desk: Desk, room: string): void {
  desk.client.leave(room);
  desk.updateNow((ui) => ({ ...ui, drawer: undefined }));
  rest(desk);
}

export function lay(desk: Desk, overlay: Overlay | undefined): void {
  desk.update((ui) => ({ ...ui, overlay }));
}
