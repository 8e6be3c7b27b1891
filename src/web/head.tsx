// The head of the room: its name, its topic, how many are here; on a narrow screen the ways to the lists.
import { isDirectRoom } from '../protocol/index.ts';
import { newsElsewhere } from '../sdk/summary.ts';
import { currentTitle } from '../ui/rooms.ts';
import { safeText } from '../ui/safe-text.ts';
import { lay } from './going.ts';
import { useChat, useDesk, useUi } from './hooks.ts';
import { toggleDrawer } from './keys/side-lists.ts';
import { badgeOf, badgeWords } from './lists/badge.ts';

export function Head() {
  const desk = useDesk();
  const room = useChat(({ current }) => current);
  const isDirect = isDirectRoom(room);
  const title = useChat(currentTitle);
  const topic = useChat(({ rooms, current }) => rooms.get(current)?.topic ?? '');
  const count = useChat(({ rooms, current }) => rooms.get(current)?.count ?? 0);
  const drawer = useUi((ui) => ui.drawer);
  return (
    <header className="head">
      <button
        type="button"
        className="to-list rooms-here"
        aria-expanded={drawer === 'rooms'}
        onClick={() => toggleDrawer(desk, 'rooms')}
      >
        <span aria-hidden="true">☰</span>
        <span className="unseen">Rooms</span>
        <NewsElsewhere />
      </button>
      <h1>{safeText(title)}</h1>
      <p className="topic" title={safeText(topic)}>
        {safeText(topic)}
      </p>
      {!isDirect && (
        <button
          type="button"
          className="about-room"
          title="How the room is kept"
          onClick={() => lay(desk, { kind: 'room', room })}
        >
          <span aria-hidden="true">ⓘ</span>
          <span className="unseen">About {safeText(title)}</span>
        </button>
      )}
      <button
        type="button"
        className="to-list"
        aria-expanded={drawer === 'people'}
        onClick={() => toggleDrawer(desk, 'people')}
      >
        <span aria-hidden="true">◉ {count}</span>
        <span className="unseen">People, {count} here</span>
      </button>
    </header>
  );
}

function NewsElsewhere() {
  const muted = useUi((ui) => ui.preferences.mute);
  const badge = useChat((state) => badgeOf(newsElsewhere(state, new Set(muted))));
  const words = useChat((state) => badgeWords(newsElsewhere(state, new Set(muted))));
  if (badge === '') return null;
  return (
    <span className={badge.startsWith('@') ? 'badge for-me' : 'badge'}>
      <span aria-hidden="true">{badge}</span>
      <span className="unseen">, {words}</span>
    </span>
  );
}
