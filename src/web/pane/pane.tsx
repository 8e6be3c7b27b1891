// The message pane: the messages of the room on the screen, or what was said around one of them.
import { useState } from 'react';
import { showDay } from '../../sdk/local-time.ts';
import { messageKey } from '../../sdk/row.ts';
import { createRowMaker, noRows, type RowMaker, type Rows } from '../../sdk/rows.ts';
import type { State } from '../../sdk/state.ts';
import { shownIn } from '../../sdk/visit.ts';
import { browserOffset } from '../clock.ts';
import { useChat, useDesk } from '../hooks.ts';
import { visitWords } from './pane-words.ts';
import { Places, placeName } from './places.ts';
import { RowList } from './row-list.tsx';

export function Pane() {
  const [places] = useState(() => new Places());
  const [makeRows] = useState(() => createRowMaker(browserOffset));
  const name = useChat(placeName);
  const rows = useChat((state) => rowsOf(state, makeRows));
  return (
    <main className="pane">
      <VisitBar rows={rows} />
      <RowList key={name} name={name} rows={rows} places={places} />
    </main>
  );
}

function rowsOf(state: State, makeRows: RowMaker): Rows {
  const shown = shownIn(state);
  return shown === undefined ? noRows : makeRows(shown, state.me);
}

/** Where one is while it is not what the room says now, and the way back. */
function VisitBar({ rows }: { rows: Rows }) {
  const desk = useDesk();
  const seq = useChat(({ visit, current }) => (visit?.room === current ? visit.seq : undefined));
  const row = seq === undefined ? undefined : rows.at(rows.indexOf(messageKey(seq)));
  const words = useChat((state) => visitWords(state, row && showDay(row.date)));
  if (words === undefined) return null;
  return (
    <div className="visit-bar">
      <span>{words}</span>
      {seq !== undefined && (
        <button type="button" onClick={() => desk.pane?.toLast()}>
          back to now <kbd>Esc</kbd>
        </button>
      )}
    </div>
  );
}
