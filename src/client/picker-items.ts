// What a picker has to offer for what was typed in it, best first.
import { emojiNamed } from '../sdk/emoji.ts';
import type { State } from '../sdk/state.ts';
import { findRooms, type PickerItem } from '../ui/room-picks.ts';
import type { Picker, Picks } from './overlay.ts';
import { editorOf, type Ui } from './ui.ts';

/** More than this nobody reads through. */
const maxItems = 200;

export function pickerItems({ picks, query }: Picker, state: State, ui: Ui): PickerItem[] {
  return sources[picks.list](query.text, state, ui, picks).slice(0, maxItems);
}

type Source = (query: string, state: State, ui: Ui, picks: Picks) => PickerItem[];

const sources: Readonly<Record<Picks['list'], Source>> = {
  rooms: (query, state) => findRooms(query, state),
  history: (query, state, ui) => {
    const { history } = editorOf(ui, state.current);
    const wanted = query.toLowerCase();
    return [...new Set(history.toReversed())]
      .filter((text) => text.toLowerCase().includes(wanted))
      .map((text) => ({ label: text, value: text }));
  },
  emoji: (query) =>
    emojiNamed(query.replaceAll(':', ''), maxItems).map(({ name, emoji }) => ({
      label: `${emoji} :${name}:`,
      value: emoji,
    })),
  links: (query, _state, _ui, picks) => {
    const urls = picks.list === 'links' ? picks.urls : [];
    return urls
      .filter((url) => url.toLowerCase().includes(query.toLowerCase()))
      .map((url) => ({ label: url, value: url }));
  },
};
