// Keys while a password is asked for: all of them go to it, so that none of it ends up in the line.
import type { Desk, Mode } from '../desk.ts';

/** Keys that erase all that was typed; nobody sees how much a word of it is. */
const erasing: ReadonlySet<string> = new Set([
  'kill-to-start',
  'kill-to-end',
  'kill-word-left',
  'kill-subword-left',
  'kill-all',
]);

export const promptMode: Mode = (desk, key, binding) => {
  const { overlay } = desk.ui;
  if (overlay?.kind !== 'prompt') return false;
  const { dialog } = overlay;
  if (key.text !== undefined) {
    dialog.type(key.text);
    return true;
  }
  const name = binding === undefined ? '' : 'edit' in binding ? binding.edit : actOf(binding);
  if (key.name === 'enter') dialog.give();
  else if (name === 'backspace') dialog.eraseOne();
  else if (erasing.has(name)) dialog.eraseAll();
  else if (name === 'dismiss' || name === 'interrupt') dialog.leave();
  else return !passing.has(name);
  return true;
};

/** What has to do with the terminal, not with what is typed. */
const passing: ReadonlySet<string> = new Set(['redraw', 'suspend']);

function actOf(binding: object): string {
  return 'act' in binding ? String(binding.act) : '';
}

/** Whether what is typed now is nobody's business. */
export function isAskedUnseen({ ui }: Desk): boolean {
  return ui.overlay?.kind === 'prompt';
}
