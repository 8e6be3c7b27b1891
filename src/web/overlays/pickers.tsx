// The lists to pick from: rooms and people, what was sent, emoji, the links of a message.
import { emojiNamed } from '../../sdk/emoji.ts';
import { findRooms } from '../../ui/room-picks.ts';
import { enter } from '../going.ts';
import { useChat, useDesk } from '../hooks.ts';
import type { Overlay } from '../ui-state.ts';
import { Picker } from './picker.tsx';

type Of<Kind extends Overlay['kind']> = Extract<Overlay, { kind: Kind }>;

export function RoomPicker() {
  const desk = useDesk();
  const state = useChat((now) => now);
  return (
    <Picker
      title="Go to a room or a person"
      placeholder="a room or a name"
      find={(query) => findRooms(query, state)}
      onPick={(item, query) => enter(desk, item, query)}
      emptyWords="No such room or person. Enter makes the room."
    />
  );
}

export function HistoryPicker() {
  const desk = useDesk();
  const { composer } = desk;
  const sent = [...new Set(desk.ui.get().sent.get(composer.room)?.toReversed() ?? [])];
  return (
    <Picker
      title="What you wrote"
      placeholder="a part of it"
      find={(query) =>
        sent
          .filter((text) => text.toLowerCase().includes(query.toLowerCase()))
          .map((text) => ({ label: text, value: text }))
      }
      onPick={(item) => {
        if (item !== undefined) composer.callBack(item.value);
        composer.focus();
      }}
      emptyWords={sent.length === 0 ? 'Nothing was sent here yet.' : 'Nothing fits.'}
    />
  );
}

const maxEmoji = 200;

export function EmojiPicker({ room, seq }: Of<'emoji'>) {
  const desk = useDesk();
  return (
    <Picker
      className="emoji"
      title="React"
      placeholder="an emoji by its name"
      find={(query) =>
        emojiNamed(query.replaceAll(':', '').trim(), maxEmoji).map(({ name, emoji }) => ({
          label: `${emoji} :${name}:`,
          value: emoji,
        }))
      }
      onPick={(item) => {
        if (item === undefined) return;
        desk.client.react(room, seq, item.value);
        desk.update((ui) => ({ ...ui, selected: undefined }));
        desk.composer.focus();
      }}
    />
  );
}

export function LinkPicker({ urls }: Of<'links'>) {
  return (
    <Picker
      title="Open a link"
      placeholder="which link"
      find={(query) =>
        urls
          .filter((url) => url.toLowerCase().includes(query.toLowerCase()))
          .map((url) => ({ label: url, value: url }))
      }
      onPick={(item) => {
        if (item !== undefined) window.open(item.value, '_blank', 'noopener,noreferrer');
      }}
    />
  );
}
