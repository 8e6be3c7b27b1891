// What lies over the messages for a while: a text to read, a list to pick from, a question.
import type { Editor } from './line-editor.ts';
import { emptyEditor } from './line-editor.ts';

export type Overlay = Sheet | Picker | Question | Prompt;

/** Lines to read in place of the messages. */
export interface Sheet {
  readonly kind: 'sheet';
  readonly shows: 'help' | MessageKey | LongText;
  /** The first line shown. */
  readonly from: number;
}

/** All that is known of the message in the row of this key. */
export interface MessageKey {
  readonly messageKey: string;
}

/** An answer that would push the talk out of sight; its lines may be `term  meaning`. */
export interface LongText {
  readonly text: string;
}

/** A list that a query narrows, over the last lines of the messages. */
export interface Picker {
  readonly kind: 'picker';
  readonly picks: Picks;
  readonly query: Editor;
  /** Which of those that fit; 0 is the best. */
  readonly chosen: number;
}

/** What is picked from, and what becomes of it. */
export type Picks =
  | { readonly list: 'rooms' }
  | { readonly list: 'history' }
  | { readonly list: 'emoji'; readonly room: string; readonly seq: number }
  | { readonly list: 'links'; readonly urls: readonly string[] };

/** Enter says yes, Esc says no; any other key says no and does what it does. */
export interface Question {
  readonly kind: 'question';
  readonly text: string;
  /** Where it was asked: elsewhere nothing is done. */
  readonly room: string;
  readonly does: 'send' | { readonly deletes: number };
}

/** Something is typed unseen; what it is the dialog alone knows. */
export interface Prompt {
  readonly kind: 'prompt';
  readonly dialog: UnseenKeys;
  readonly label: string;
  /** Stands over the input: what was wrong, how long to wait. */
  readonly note: string;
  readonly isBad: boolean;
}

/** Who takes what is typed unseen. */
export interface UnseenKeys {
  type(text: string): void;
  eraseOne(): void;
  eraseAll(): void;
  give(): void;
  leave(): void;
}

export const helpSheet: Sheet = { kind: 'sheet', shows: 'help', from: 0 };

export function openPicker(picks: Picks): Picker {
  return { kind: 'picker', picks, query: emptyEditor, chosen: 0 };
}
