// What the input line is for at the moment: a draft, an edit, an answer, a search; and what it says when empty.
import { isDirectRoom } from '../protocol/index.ts';
import { isLoggedOut, isShutOut } from '../sdk/standing.ts';
import type { State } from '../sdk/state.ts';
import { currentTitle, peerStatus } from '../ui/rooms.ts';
import { safeText } from '../ui/safe-text.ts';
import { truncate } from './cells.ts';
import type { Layout } from './layout.ts';
import { type Editor, emptyEditor } from './line-editor.ts';
import type { Picks } from './overlay.ts';
import type { Theme } from './theme.ts';
import { editorOf, type Ui } from './ui.ts';

export interface LineShown {
  readonly editor: Editor;
  /** Painted, `promptWidth` cells. */
  readonly sign: string;
  /** Painted; stands in the line while nothing is written. */
  readonly placeholder: string | undefined;
}

export const promptWidth = 2;

const signs = { edit: '✎ ', reply: '↳ ', text: '> ', picker: '/ ', prompt: '? ' } as const;

const pickerHints: Readonly<Record<Picks['list'], string>> = {
  rooms: 'a room or a name',
  history: 'what you wrote',
  emoji: 'an emoji by its name',
  links: 'which link',
};

export function lineShown(state: State, ui: Ui, layout: Layout, theme: Theme): LineShown {
  const width = layout.mainWidth - 2 - promptWidth;
  const hint = (words: string) => theme.dim(truncate(words, width));
  const { overlay } = ui;
  if (overlay?.kind === 'picker') {
    const { query, picks } = overlay;
    const placeholder = query.text === '' ? hint(pickerHints[picks.list]) : undefined;
    return { editor: query, sign: theme.accent(signs.picker), placeholder };
  }
  if (overlay?.kind === 'prompt') {
    // What is typed is not in it, nor how much that is.
    const text = `${truncate(safeText(overlay.label), width - 2)}: `;
    const editor = { ...emptyEditor, text, cursor: text.length };
    return { editor, sign: theme.accent(signs.prompt), placeholder: undefined };
  }
  const editor = editorOf(ui, state.current);
  const composing = ui.composing.get(state.current);
  const sign = theme.accent(signs[composing?.does ?? 'text']);
  const isEmpty = editor.text === '' && composing?.does !== 'edit';
  const words = composing?.does === 'reply' ? 'your answer' : placeholderWords(state);
  return { editor, sign, placeholder: isEmpty ? hint(words) : undefined };
}

function placeholderWords(state: State): string {
  if (isLoggedOut(state)) return 'Logged out: /login comes in again';
  if (state.connection.status !== 'live') return 'Not connected: what you write is sent later';
  if (isShutOut(state)) {
    const code = state.server?.auth === 'invite' ? ' CODE' : '';
    return `Only members write here: /login NAME, or /register${code}`;
  }
  const room = state.rooms.get(state.current);
  const title = safeText(currentTitle(state));
  if (room?.refusal !== undefined && !isDirectRoom(room.name))
    return `Not in ${title} now: /join ${title} tries again`;
  const isAlone = room !== undefined && peerStatus(room, state.me.name) === 'not here';
  return isAlone
    ? `${title} is not here now, and can read it later`
    : `Message ${title} (F1: help)`;
}
