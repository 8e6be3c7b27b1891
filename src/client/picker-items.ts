// What a picker has to offer for what was typed in it, best first.
import { directPeer, foldName, isDirectRoom } from '../protocol/index.ts';
import { emojiNamed } from '../sdk/emoji.ts';
import type { RoomState, State } from '../sdk/state.ts';
import { fuzzyFind } from './fuzzy.ts';
import type { MenuItem } from './menu-lines.ts';
import type { Picker, Picks } from './overlay.ts';
import { roomOrder, roomTitle } from './rooms.ts';
import { editorOf, type Ui } from './ui.ts';

export interface PickerItem extends MenuItem {
  /** A room, `@name` for a person, a text, an emoji, an address: what the list is of. */
  readonly value: string;
}

/** More than this nobody reads through. */
const maxItems = 200;

export function pickerItems({ picks, query }: Picker, state: State, ui: Ui): PickerItem[] {
  return sources[picks.list](query.text, state, ui, picks).slice(0, maxItems);
}

type Source = (query: string, state: State, ui: Ui, picks: Picks) => PickerItem[];

const sources: Readonly<Record<Picks['list'], Source>> = {
  rooms: (query, state) => fuzzyFind(query, roomItems(state), ({ label }) => label),
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

/** One's own rooms, those with news first; then other rooms; then people. */
function roomItems(state: State): PickerItem[] {
  const order = roomOrder(state).filter(({ name }) => name !== state.current);
  const byNews = order.toSorted((one, other) => newsRank(other) - newsRank(one));
  const joined = byNews.map((room) => ({
    label: roomTitle(room, state.me.name),
    note: newsWords(room) || room.topic,
    value: room.name,
  }));
  const others = state.directory
    .filter(({ name }) => !state.rooms.has(name))
    .map(({ name, topic = '' }) => ({ label: `#${name}`, note: topic || 'join', value: name }));
  return [...joined, ...others, ...peopleItems(state)];
}

function newsRank({ mentions, unread }: RoomState): number {
  return mentions > 0 ? 2 : Math.min(1, unread);
}

function newsWords({ mentions, unread }: RoomState): string {
  if (mentions > 0) return `${mentions} for you`;
  return unread > 0 ? `${unread} new` : '';
}

function peopleItems(state: State): PickerItem[] {
  const open = [...state.rooms.values()]
    .filter(({ name }) => isDirectRoom(name))
    .map(({ name }) => foldName(directPeer(name, state.me.name)));
  const left = new Set([...open, foldName(state.me.name)]);
  const people = [...state.rooms.values()].flatMap(({ members }) => members);
  const items: PickerItem[] = [];
  for (const { name, status } of people) {
    if (left.has(foldName(name))) continue;
    left.add(foldName(name));
    const note = status === 'away' ? 'away, talk alone' : 'talk alone';
    items.push({ label: name, note, value: `@${name}` });
  }
  return items;
}
