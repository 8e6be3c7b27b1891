// What the parts of the page work on: the chat, what the page knows beside it, and each other's handles.
import { flushSync } from 'react-dom';
import type { Client } from '../sdk/client.ts';
import type { State } from '../sdk/state.ts';
import { Store } from '../sdk/store.ts';
import { type Frames, framesOf } from './frames.ts';
import { LineField } from './line/line-field.ts';
import { initialUi, type Ui } from './ui-state.ts';

/** What keys and buttons ask of the message pane. */
export interface PaneHandle {
  /** Screens, or a fraction of one; negative: back. */
  scrollPages(pages: number): void;
  scrollLines(lines: number): void;
  scrollDays(days: 1 | -1): void;
  toFirst(): void;
  toLast(): void;
  toUnread(): void;
  /** The message before or after the selected one; without one the newest on the screen. */
  select(by: 1 | -1): void;
  selectFirst(): void;
  selectLast(): void;
}

export class Desk {
  readonly client: Client;
  readonly ui = new Store<Ui>(initialUi);
  readonly frames: Frames;
  /** Why the session is about to end, where that is one's own doing. */
  farewell: 'own' | 'deleted' | undefined;
  /** While it is on the screen. */
  pane: PaneHandle | undefined;
  readonly composer = new LineField(this);
  #hintTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client) {
    this.client = client;
    this.frames = framesOf(client);
  }

  /** As it is now, which may be newer than what is drawn. */
  get state(): State {
    return this.client.getState();
  }

  update(change: (ui: Ui) => Ui): void {
    this.ui.set(change(this.ui.get()));
  }

  /** The same, drawn at once: for who gives the focus to what comes by it. */
  updateNow(change: (ui: Ui) => Ui): void {
    flushSync(() => this.update(change));
  }

  /** A word that goes by itself. */
  hint(text: string, forMs = 4000): void {
    clearTimeout(this.#hintTimer);
    this.update((ui) => ({ ...ui, hint: text }));
    this.#hintTimer = setTimeout(() => this.update((ui) => ({ ...ui, hint: '' })), forMs);
  }
}
