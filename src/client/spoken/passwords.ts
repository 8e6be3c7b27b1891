// Passwords where lines are typed: asked for unseen, one after the other, by the same dialogue as on the screen.
import type { PasswordWish } from '../../ui/own-commands.ts';
import type { Prompt } from '../overlay.ts';
import { type DialogParts, PasswordDialog } from '../password-dialog.ts';
import { askUnseen, type Streams } from '../password-source.ts';

/** Ends when it is done, or was given up (Ctrl-C, Ctrl-D). */
export async function askPasswords(
  parts: Omit<DialogParts, 'show'>,
  wish: PasswordWish,
  streams: Streams,
  say: (text: string) => void,
): Promise<void> {
  let shown: Prompt | undefined;
  let changed = Promise.withResolvers<void>();
  const show = (prompt: Prompt | undefined): void => {
    shown = prompt;
    changed.resolve();
    changed = Promise.withResolvers();
  };
  const dialog = new PasswordDialog({ ...parts, show }, wish);
  for (let said = ''; shown !== undefined; ) {
    const note = bare(shown.note);
    if (note !== said && note !== '') say(note);
    said = note;
    if (dialog.isListening) {
      const given = await askUnseen(shown.label, streams);
      // What is asked again is told again why.
      said = '';
      if ('problem' in given) dialog.leave();
      else {
        dialog.type(given.password);
        dialog.give();
      }
    } else await changed.promise;
  }
}

/** Without the seconds that are left, which nobody wants to hear counted. */
function bare(note: string): string {
  return note.replace(/ \(\d+ s\)$/, '');
}
