// What keys act on: the screen and what it shows, the chat, the program around them.
import type { Client } from '../sdk/client.ts';
import type { State } from '../sdk/state.ts';
import type { Binding } from '../ui/key-table.ts';
import type { OwnActions } from '../ui/own-commands.ts';
import type { Key } from './keys.ts';
import type { Editor } from './line-editor.ts';
import type { Screen } from './screen.ts';
import { editorOf, type Ui } from './ui.ts';
import type { View } from './view.ts';

/** What keys ask of the program around the screen. */
export interface Program {
  readonly quit: () => void;
  readonly suspend: () => void;
  readonly redraw: () => void;
  /** The text in the person's own editor; what it was there afterwards, or why it could not be opened. */
  readonly editOutside: (text: string, done: (outcome: EditedOutside) => void) => void;
  /** To the terminal's clipboard. @returns false where it is too long for it */
  readonly copy: (text: string) => boolean;
  /** In the person's browser, or whatever opens it. */
  readonly open: (url: string) => void;
  /** What commands of the program's own do. */
  readonly own: OwnActions;
}

export type EditedOutside = { readonly text: string } | { readonly problem: string };

export class Desk {
  readonly screen: Screen;
  readonly program: Program;
  readonly #setTimer: (delayMs: number, run: () => void) => () => void;
  #cancelHint: (() => void) | undefined;

  constructor(screen: Screen, program: Program, setTimer: Desk['setTimer']) {
    this.screen = screen;
    this.program = program;
    this.#setTimer = setTimer;
  }

  get setTimer(): (delayMs: number, run: () => void) => () => void {
    return this.#setTimer;
  }

  get client(): Client {
    return this.screen.client;
  }

  get state(): State {
    return this.screen.client.getState();
  }

  get ui(): Ui {
    return this.screen.ui;
  }

  get view(): View {
    return this.screen.view();
  }

  /** The room on the screen. */
  get room(): string {
    return this.state.current;
  }

  get editor(): Editor {
    return editorOf(this.ui, this.room);
  }

  update(change: (ui: Ui) => Ui): void {
    this.screen.update(change);
  }

  /** A word in the status line that goes by itself. @returns what takes it away at once */
  hint(text: string, forMs = hintMs): () => void {
    this.#cancelHint?.();
    this.update((ui) => ({ ...ui, hint: text }));
    const clear = (): void => {
      cancel();
      this.#cancelHint = undefined;
      this.update((ui) => ({ ...ui, hint: '' }));
    };
    const cancel = this.#setTimer(forMs, clear);
    this.#cancelHint = cancel;
    return clear;
  }
}

const hintMs = 3000;

/** Takes a key, or leaves it (false) to what lies below. */
export type Mode = (desk: Desk, key: Key, binding: Binding | undefined) => boolean;
