// What the page shows follows the chat frame by frame: a flood of messages is drawn no more often than the screen.
import type { Client } from '../sdk/client.ts';
import type { State } from '../sdk/state.ts';

/** A page that nobody sees gets no frames, and yet must not fall behind without end. */
const hiddenEveryMs = 500;

export interface Frames {
  /** As it was at the last frame; the same object while nothing was drawn. */
  readonly get: () => State;
  readonly subscribe: (listener: () => void) => () => void;
}

export function framesOf(client: Client): Frames {
  let shown = client.getState();
  let isAsked = false;
  const listeners = new Set<() => void>();
  const show = (): void => {
    isAsked = false;
    if (shown === client.getState()) return;
    shown = client.getState();
    for (const listener of [...listeners]) listener();
  };
  client.subscribe(() => {
    if (isAsked) return;
    isAsked = true;
    if (document.hidden) setTimeout(show, hiddenEveryMs);
    else requestAnimationFrame(show);
  });
  // What was asked for while the page was seen never comes once it is hidden.
  document.addEventListener('visibilitychange', show);
  return {
    get: () => shown,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
