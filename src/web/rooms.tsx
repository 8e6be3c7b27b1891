// The list of rooms, each with what is new in it.
import { roomOrder, roomTitle } from '../ui/rooms.ts';
import { useChat, useDesk } from './hooks.ts';

export function Rooms() {
  const { client } = useDesk();
  const rooms = useChat((state) => state.rooms);
  const me = useChat((state) => state.me.name);
  const current = useChat((state) => state.current);
  return (
    <nav className="rooms" aria-label="Rooms">
      <ul>
        {roomOrder({ rooms }).map((room) => (
          <li key={room.name}>
            <button
              type="button"
              aria-current={room.name === current ? 'page' : undefined}
              onClick={() => client.show(room.name)}
            >
              {roomTitle(room, me)}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
