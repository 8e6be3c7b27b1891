// The message pane.
import { useMemo } from 'react';
import { createRowMaker } from '../sdk/rows.ts';
import { shownIn } from '../sdk/visit.ts';
import { browserOffset } from './clock.ts';
import { useChat } from './hooks.ts';

export function Pane() {
  const makeRows = useMemo(() => createRowMaker(browserOffset), []);
  const shown = useChat(shownIn);
  const me = useChat((state) => state.me);
  const rows = shown && makeRows(shown, me);
  const lines = Array.from({ length: rows?.length ?? 0 }, (_, index) => rows?.at(index));
  return (
    <main className="pane" role="log" aria-label="Messages">
      {lines.map((row) => (
        <p key={row?.key}>
          {row?.time} {row?.sender} {row?.text}
        </p>
      ))}
    </main>
  );
}
