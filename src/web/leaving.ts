// Saying goodbye, and coming back.
import type { Desk } from './desk.ts';

/** What waits to be sent goes first, for as long as the client core allows. */
export function leave(desk: Desk): void {
  desk.hint('Leaving…');
  void desk.client.stop().then(() => {
    desk.update((ui) => ({ ...ui, hint: '', overlay: { kind: 'left' } }));
  });
}

export function comeBack(desk: Desk): void {
  desk.updateNow((ui) => ({ ...ui, overlay: undefined }));
  desk.client.reconnect();
  desk.composer.focus();
}
