// The rows of one room, or of a visit to it: of however many, those that are seen stand in the page.
import {
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { Rows } from '../../sdk/rows.ts';
import { visitShown } from '../../sdk/visit.ts';
import { mentionPattern } from '../../ui/spans.ts';
import { useChat, useDesk, useUi } from '../hooks.ts';
import { followPane } from './following.ts';
import { useSteps } from './list-steps.ts';
import { ListContext, useListToolsOf } from './list-tools.ts';
import { PaneFoot, PaneTop } from './pane-ends.tsx';
import { paneMoves } from './pane-moves.ts';
import type { Places } from './places.ts';
import { followPointer } from './pointing.ts';
import { RowView } from './row-view.tsx';
import { aboveRows, Scroller } from './scroller.ts';

interface RowListProps {
  readonly name: string;
  readonly rows: Rows;
  readonly places: Places;
}

/** What is drawn beyond the pane's edges, so that nothing is missing when much comes at once. */
const bufferPixels = 500;
/** A row of one line; what was seen counts as it is. */
const guessedRow = 24;
/** By then heights are known: who begins at the end follows it. */
const settleMs = 400;

/** Give it a `key`: another room is another list. */
export function RowList({ name, rows, places }: RowListProps) {
  const desk = useDesk();
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const [scroller] = useState(() => new Scroller(places.start(desk.frames.get(), rows)));
  const tools = useListToolsOf(scroller);
  const shown = useSteps(rows);
  useScrolling(scroller, name, places, box);
  useEffect(
    () => (box.current === null ? undefined : followPointer(desk, box.current, tools.hovered)),
    [desk, tools],
  );
  usePlace(scroller, rows, places, box, list);
  const me = useChat((state) => state.me.name);
  const mention = useMemo(() => mentionPattern(me), [me]);
  const draw = useCallback(
    (_: undefined, index: number) => {
      const row = rows.at(index);
      if (row === undefined) return <div key={`none-${index}`} />;
      return <RowView key={row.key} row={row} mention={mention} />;
    },
    [rows, mention],
  );
  const selected = useUi((ui) => ui.selected);
  const kept = selected === undefined ? -1 : rows.indexOf(selected);

  return (
    <ListContext value={tools}>
      <div
        ref={box}
        className="messages"
        role="log"
        aria-live="off"
        aria-label="Messages"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        tabIndex={0}
      >
        <PaneTop />
        <Virtualizer
          ref={list}
          data={shown.data}
          shift={shown.isAtStart}
          startMargin={aboveRows}
          itemSize={guessedRow}
          bufferSize={bufferPixels}
          keepMounted={kept === -1 ? [] : [kept]}
          onResize={scroller.keep}
        >
          {draw}
        </Virtualizer>
      </div>
      <PaneFoot rows={rows} scroller={scroller} places={places} />
    </ListContext>
  );
}

/** With whatever was drawn the pane is put where it stood, or where it begins. */
function usePlace(
  scroller: Scroller,
  rows: Rows,
  places: Places,
  box: RefObject<HTMLDivElement | null>,
  list: RefObject<VirtualizerHandle | null>,
): void {
  const { frames } = useDesk();
  useLayoutEffect(() => {
    scroller.attach(box.current ?? undefined, list.current ?? undefined);
    const before = scroller.rows;
    scroller.rows = rows;
    if (scroller.place === undefined) {
      const start = places.start(frames.get(), rows);
      if (start !== undefined) scroller.goTo(start);
    } else if (hasSaid(before, rows)) scroller.goTo('newest');
    else scroller.keep();
  });
}

/** A message of one's own stands at the end that did not before: one wants to see it. */
function hasSaid(before: Rows, now: Rows): boolean {
  if (before === now || before.length === 0) return false;
  const last = now.at(now.length - 1);
  return last?.delivery === 'pending' && before.indexOf(last.key) === -1;
}

/** The list follows what the person does, and others can move it, as long as it is on the screen. */
function useScrolling(
  scroller: Scroller,
  name: string,
  places: Places,
  box: RefObject<HTMLDivElement | null>,
): void {
  const desk = useDesk();
  useLayoutEffect(() => {
    const moves = paneMoves(desk, scroller, places);
    desk.pane = moves;
    return () => {
      if (desk.pane === moves) desk.pane = undefined;
    };
  }, [desk, scroller, places]);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const end = followPane(desk, scroller, element, (place) => places.keep(name, place));
    const settled = setTimeout(() => {
      if (visitShown(desk.state) === undefined) scroller.follow();
    }, settleMs);
    return () => {
      clearTimeout(settled);
      end();
    };
  }, [desk, scroller, places, name, box]);
}
