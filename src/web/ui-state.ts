// What the page knows beside the chat itself: what is being written, what is selected, what lies on top.
import type { KeyChoices, Keymap } from '../ui/keymap.ts';
import { pageKeymap } from './keys/browser-keys.ts';
import { defaultPreferences, type Preferences } from './preferences.ts';

export interface Ui {
  /** By room. */
  readonly drafts: ReadonlyMap<string, string>;
  /** Texts that were sent, by room, oldest first. */
  readonly sent: ReadonlyMap<string, readonly string[]>;
  /** The rooms in whose line a message is being edited or answered. */
  readonly composing: ReadonlyMap<string, Composing>;
  /** The key of the row that keys act on. */
  readonly selected: string | undefined;
  readonly overlay: Overlay | undefined;
  /** The room shown before this one. */
  readonly lastRoom: string | undefined;
  /** A word to the person, for a moment. */
  readonly hint: string;
  /** Which list lies over the messages where there is no place beside them. */
  readonly drawer: 'rooms' | 'people' | undefined;
  readonly preferences: Preferences;
  /** What the person has bound; the keymap is made from it. */
  readonly keys: KeyChoices;
  readonly keymap: Keymap;
}

export type Composing =
  | {
      readonly does: 'edit';
      readonly seq: number;
      /** Its text before: sent only if it is another one. */
      readonly text: string;
      /** What had been written in the line: it comes back. */
      readonly before: string;
    }
  | {
      readonly does: 'reply';
      readonly seq: number;
      readonly sender: string;
      readonly text: string;
    };

/** One at a time; Escape closes it. */
export type Overlay =
  | { readonly kind: 'help' }
  | { readonly kind: 'rooms' }
  | { readonly kind: 'history' }
  | { readonly kind: 'emoji'; readonly room: string; readonly seq: number }
  | { readonly kind: 'links'; readonly urls: readonly string[] }
  | { readonly kind: 'details'; readonly room: string; readonly seq: number }
  | {
      readonly kind: 'delete';
      readonly room: string;
      readonly seq: number;
      readonly text: string;
      /** Whose it is, if not one's own. */
      readonly of?: string;
    }
  /** So many lines were pasted: are they meant as one message? */
  | { readonly kind: 'send'; readonly lines: number }
  /** An answer that would push the talk out of sight; its lines may be `term  meaning`. */
  | { readonly kind: 'text'; readonly title: string; readonly text: string }
  | { readonly kind: 'name' }
  /** Who one is, and what can be done about that. */
  | { readonly kind: 'me' }
  /** `words` say why it is asked for. */
  | { readonly kind: 'login'; readonly name?: string; readonly words?: string }
  | { readonly kind: 'register'; readonly code?: string }
  | { readonly kind: 'password' }
  | { readonly kind: 'unregister' }
  | { readonly kind: 'logged-out'; readonly name: string; readonly words: string }
  | { readonly kind: 'sessions' }
  | { readonly kind: 'profile' }
  /** Somebody, as seen from a room. */
  | { readonly kind: 'person'; readonly name: string; readonly room: string }
  | {
      readonly kind: 'moderate';
      readonly does: 'kick' | 'mute' | 'ban';
      readonly name: string;
      readonly room: string;
    }
  /** How it is kept. */
  | { readonly kind: 'room'; readonly room: string }
  /** Goodbye was said. */
  | { readonly kind: 'left' };

export const initialUi: Ui = {
  drafts: new Map(),
  sent: new Map(),
  composing: new Map(),
  selected: undefined,
  overlay: undefined,
  lastRoom: undefined,
  hint: '',
  drawer: undefined,
  preferences: defaultPreferences,
  keys: {},
  keymap: pageKeymap().keymap,
};
