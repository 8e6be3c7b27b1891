// What keys do to the selected message, by the names of the table.
import type { ActionName } from '../../ui/key-table.ts';
import type { Desk } from '../desk.ts';
import { messageActions } from './message-actions.ts';

/** @returns false if it is no action on a message */
export function messageAct(desk: Desk, name: ActionName): boolean {
  if (isMessageAction(name)) messageActions[name](desk, desk.ui.get().selected);
  else if (acts[name] === undefined) return false;
  else acts[name](desk);
  return true;
}

function isMessageAction(name: string): name is keyof typeof messageActions {
  return Object.hasOwn(messageActions, name);
}

const acts: Partial<Record<ActionName, (desk: Desk) => void>> = {
  'message-first': ({ pane }) => pane?.selectFirst(),
  'message-last': ({ pane }) => pane?.selectLast(),
  'line-back': ({ pane }) => pane?.select(-1),
  'line-forward': ({ pane }) => pane?.select(1),
};
