// Keys while the rooms or the people in the sidebar have the focus.
import { directRoom, foldName } from '../../protocol/index.ts';
import type { ActionName } from '../../ui/key-table.ts';
import { roomOrder } from '../../ui/rooms.ts';
import type { Desk, Mode } from '../desk.ts';
import { onLine } from '../ui.ts';
import { goTo } from './everywhere.ts';
import { pageOf } from './scrolling.ts';

export const listMode: Mode = (desk, key, binding) => {
  const { focus } = desk.ui;
  if (focus.on !== 'rooms' && focus.on !== 'people') return false;
  const act = binding && 'act' in binding ? acts[binding.act] : undefined;
  if (act) act(desk, focus.on, focus.index);
  else if (key.text !== undefined || (binding && 'edit' in binding)) {
    desk.update((ui) => ({ ...ui, focus: onLine }));
  }
  return act !== undefined;
};

type List = 'rooms' | 'people';

const acts: Partial<Record<ActionName, (desk: Desk, on: List, index: number) => void>> = {
  'list-previous': (desk, on, index) => move(desk, on, index - 1),
  'list-next': (desk, on, index) => move(desk, on, index + 1),
  'list-first': (desk, on) => move(desk, on, 0),
  'list-last': (desk, on) => move(desk, on, Number.POSITIVE_INFINITY),
  'page-up': (desk, on, index) => move(desk, on, index - pageOf(desk)),
  'page-down': (desk, on, index) => move(desk, on, index + pageOf(desk)),
  'list-choose': enter,
  dismiss: (desk) => desk.update((ui) => ({ ...ui, focus: onLine })),
};

function move(desk: Desk, on: List, to: number): void {
  const index = Math.max(0, Math.min(to, lengthOf(desk, on) - 1));
  desk.update((ui) => ({ ...ui, focus: { on, index } }));
}

function lengthOf({ state }: Desk, on: List): number {
  if (on === 'rooms') return state.rooms.size;
  return state.rooms.get(state.current)?.members.length ?? 0;
}

/** The room comes on the screen; with a person, the room of both. */
function enter(desk: Desk, on: List, index: number): void {
  const { state } = desk;
  if (on === 'rooms') return goTo(desk, roomOrder(state)[index]?.name);
  const name = state.rooms.get(state.current)?.members[index]?.name;
  if (name === undefined) return;
  if (foldName(name) === foldName(state.me.name)) return void desk.hint('That is you.');
  goTo(desk, directRoom(state.me.name, name) as string);
}
