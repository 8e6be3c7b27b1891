// The list of rooms, each with what is new in it.
import { memo, useId } from 'react';
import { isDirectRoom } from '../../protocol/index.ts';
import { isPrivate } from '../../sdk/keeping.ts';
import type { RoomState } from '../../sdk/state.ts';
import { roomOrder } from '../../ui/rooms.ts';
import { goTo, lay, leaveRoom } from '../going.ts';
import { useChat, useDesk, useUi } from '../hooks.ts';
import { isMuted } from '../preferences.ts';
import { RoomLine } from './room-line.tsx';
import { type Roving, useRoving } from './roving.ts';

export function Rooms() {
  const desk = useDesk();
  const rooms = roomOrder({ rooms: useChat((state) => state.rooms) });
  const current = useChat((state) => state.current);
  const isOpen = useUi((ui) => ui.drawer === 'rooms');
  const roving = useRoving(
    rooms.length,
    rooms.findIndex(({ name }) => name === current),
    isOpen,
  );
  const firstDirect = rooms.findIndex(({ name }) => isDirectRoom(name));
  const open = firstDirect === -1 ? rooms.length : firstDirect;
  return (
    <nav className={`rooms ${isOpen ? 'is-open' : ''}`} aria-label="Rooms" data-region="rooms">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows go from line to line, which are buttons */}
      <div className="lines" ref={roving.list} onKeyDown={roving.onKeyDown}>
        <Section title="Rooms" rooms={rooms.slice(0, open)} from={0} roving={roving} />
        <Section title="Direct" rooms={rooms.slice(open)} from={open} roving={roving} />
      </div>
      <button type="button" className="more" onClick={() => lay(desk, { kind: 'rooms' })}>
        + Join a room <kbd>Ctrl-G</kbd>
      </button>
    </nav>
  );
}

interface SectionProps {
  readonly title: string;
  readonly rooms: readonly RoomState[];
  /** The place of its first room among all. */
  readonly from: number;
  readonly roving: Roving;
}

function Section({ title, rooms, from, roving }: SectionProps) {
  const id = useId();
  if (rooms.length === 0) return null;
  return (
    <>
      <h2 id={id}>{title}</h2>
      <ul aria-labelledby={id}>
        {rooms.map((room, index) => (
          <li key={room.name}>
            <OneRoom
              room={room}
              index={from + index}
              tabIndex={roving.tabIndex(from + index)}
              onFocus={roving.onFocus}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

interface OneRoomProps {
  readonly room: RoomState;
  readonly index: number;
  readonly tabIndex: 0 | -1;
  readonly onFocus: (index: number) => void;
}

/** Drawn again only when its own room is another: one is in many, and much is said. */
const OneRoom = memo(({ room, index, tabIndex, onFocus }: OneRoomProps) => {
  const desk = useDesk();
  const isCurrent = useChat((state) => state.current === room.name);
  const me = useChat((state) => state.me.name);
  const isShut = useChat((state) => isPrivate(state, room.name));
  const isQuiet = useUi((ui) => isMuted(ui.preferences, room.name));
  return (
    <RoomLine
      room={room}
      me={me}
      number={index + 1}
      isCurrent={isCurrent}
      isMuted={isQuiet}
      isPrivate={isShut}
      tabIndex={tabIndex}
      onFocus={() => onFocus(index)}
      onShow={() => goTo(desk, room.name)}
      onLeave={() => leaveRoom(desk, room.name)}
    />
  );
});
