// A room in the list: its name, its number, what is new in it, and the way out of it.
import { isDirectRoom } from '../../protocol/index.ts';
import type { RoomState } from '../../sdk/state.ts';
import { peerStatus, roomTitle } from '../../ui/rooms.ts';
import { safeText } from '../../ui/safe-text.ts';
import { badgeOf, badgeWords } from './badge.ts';
import { Presence } from './presence.tsx';

export interface RoomLineProps {
  readonly room: RoomState;
  readonly me: string;
  /** The key with Alt, up to 10. */
  readonly number: number;
  readonly isCurrent: boolean;
  readonly isMuted: boolean;
  /** For its members and the invited alone. */
  readonly isPrivate: boolean;
  readonly tabIndex: 0 | -1;
  readonly onFocus: () => void;
  readonly onShow: () => void;
  readonly onLeave: () => void;
}

export function RoomLine(props: RoomLineProps) {
  const { room, me, number, isCurrent, isMuted, isPrivate } = props;
  const { tabIndex, onFocus, onShow, onLeave } = props;
  const title = safeText(isDirectRoom(room.name) ? roomTitle(room, me) : room.name);
  const badge = isCurrent ? '' : badgeOf(room);
  const words = isCurrent ? '' : badgeWords(room);
  const isForMe = !isMuted && room.mentions > 0;
  return (
    <div className="room-line" data-muted={isMuted || undefined} data-joined={room.isJoined}>
      <button
        type="button"
        data-line
        className="name"
        tabIndex={tabIndex}
        aria-current={isCurrent ? 'page' : undefined}
        title={safeText(room.refusal ?? room.topic)}
        onFocus={onFocus}
        onClick={onShow}
        onKeyDown={(event) => {
          if (event.key === 'Delete') onLeave();
        }}
      >
        <span className="number" aria-hidden="true">
          {number > 10 ? '' : number % 10}
        </span>
        {isPrivate && (
          <span className="lock" title="private">
            <span aria-hidden="true">🔒</span>
            <span className="unseen">private, </span>
          </span>
        )}
        {isDirectRoom(room.name) && <Presence status={peerStatus(room, me)} />}
        <span className={room.unread > 0 && !isCurrent ? 'title is-new' : 'title'}>{title}</span>
        {badge !== '' && (
          <span className={isForMe ? 'badge for-me' : 'badge'}>
            <span aria-hidden="true">{badge}</span>
            <span className="unseen">, {words}</span>
          </span>
        )}
        {isMuted && <span className="unseen">, muted</span>}
      </button>
      <button
        type="button"
        className="leave"
        tabIndex={-1}
        aria-label={`Leave ${title}`}
        title="Leave (Delete)"
        onClick={onLeave}
      >
        <span aria-hidden="true">✕</span>
      </button>
    </div>
  );
}
