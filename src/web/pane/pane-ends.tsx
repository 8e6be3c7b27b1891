// What stands at the ends of the messages: words above the oldest, ways to what is new.
import { useSyncExternalStore } from 'react';
import { messageKey } from '../../sdk/row.ts';
import type { Rows } from '../../sdk/rows.ts';
import type { State } from '../../sdk/state.ts';
import { unreadPlace } from '../../sdk/unread.ts';
import { visitShown } from '../../sdk/visit.ts';
import { useChat, useDesk } from '../hooks.ts';
import { emptyWords, topWords } from './pane-words.ts';
import type { Places } from './places.ts';
import type { Scroller } from './scroller.ts';

export function PaneTop() {
  const words = useChat(topWords);
  const empty = useChat((state) => emptyWords(state)?.join('\n'));
  return (
    <>
      <div className="messages-top">{words !== '' && <span>{words}</span>}</div>
      {empty !== undefined && (
        <div className="messages-empty">
          {empty.split('\n').map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
    </>
  );
}

interface PaneFootProps {
  readonly rows: Rows;
  readonly scroller: Scroller;
  readonly places: Places;
}

export function PaneFoot({ rows, scroller, places }: PaneFootProps) {
  const desk = useDesk();
  const isAtEnd = useSyncExternalStore(scroller.seen.subscribe, () => scroller.seen.get().isAtEnd);
  const first = useSyncExternalStore(scroller.seen.subscribe, () => scroller.seen.get().first);
  const state = useChat(whole);
  const isVisiting = visitShown(state) !== undefined;
  const room = state.rooms.get(state.current);
  const unread = room?.unread ?? 0;
  const above = isVisiting || places.hasSeenMark(state, state.current) ? 0 : newsAbove();
  return (
    <>
      {above > 0 && (
        <button type="button" className="jump to-unread" onClick={() => desk.pane?.toUnread()}>
          ↑ {above} new
        </button>
      )}
      {!isAtEnd && !isVisiting && (
        <button type="button" className="jump to-newest" onClick={() => desk.pane?.toLast()}>
          {unread > 0 ? `↓ ${unread} new` : '↓ to the newest'}
        </button>
      )}
    </>
  );

  /** How many, where the line above them has not been in sight. */
  function newsAbove(): number {
    const place = room && unreadPlace(room);
    if (room?.mark === undefined || place === undefined) return 0;
    const isAbove = !('held' in place) || rows.indexOf(messageKey(place.held)) < first;
    return isAbove ? room.mark.count : 0;
  }
}

const whole = (state: State): State => state;
