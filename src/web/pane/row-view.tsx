// One row of the timeline as elements: time, name and text each in its column.
import { memo, useLayoutEffect, useRef } from 'react';
import { showDay } from '../../sdk/local-time.ts';
import { isSelectable, type Row } from '../../sdk/row.ts';
import { safeText } from '../../ui/safe-text.ts';
import { isNewTime, showTime } from '../../ui/time-format.ts';
import { useChat, useUi } from '../hooks.ts';
import { useIsKey, useListTools } from './list-tools.ts';
import { hueIn } from './name-hue.ts';
import { Fate, Hits, QuoteLine, Reactions } from './row-marks.tsx';
import { RowText } from './row-text.tsx';
import { RowTools } from './row-tools.tsx';

interface RowProps {
  readonly row: Row;
  /** Finds one's own name, where that is said. */
  readonly mention: RegExp | undefined;
}

const signs = { presence: '·', info: '·', problem: '!', change: '*', action: '*' } as const;

/** The same element as long as the row is the same: of a room only the rows that changed are drawn. */
export const RowView = memo(function RowView({ row, mention }: RowProps) {
  const { hovered, flashed } = useListTools();
  const isSelected = useUi(({ selected }) => selected === row.key);
  const isHovered = useIsKey(hovered, row.key);
  const isFlashed = useIsKey(flashed, row.key);
  const hasTools = (isSelected || isHovered) && isSelectable(row);
  return (
    <article className={rowClass(row, isSelected, isFlashed)} data-key={row.key}>
      {row.day !== undefined && <Rule kind="day" words={showDay(row.day)} />}
      {row.unread !== undefined && <Rule kind="new" words={`${row.unread} new`} />}
      <Line row={row} mention={mention} isSelected={isSelected} />
      {hasTools && <RowTools row={row} />}
    </article>
  );
});

function rowClass(row: Row, isSelected: boolean, isFlashed: boolean): string {
  const classes = ['row', row.kind];
  if (row.isGrouped) classes.push('grouped');
  if (row.isOwn) classes.push('own');
  if (row.isMention) classes.push('named');
  if (row.isHit) classes.push('visited');
  if (row.isDeleted) classes.push('deleted');
  if (row.delivery !== undefined) classes.push(row.delivery);
  if (isSelected) classes.push('selected');
  if (isFlashed) classes.push('flashed');
  return classes.join(' ');
}

function Rule({ kind, words }: { kind: 'day' | 'new'; words: string }) {
  return (
    <div className={`rule ${kind}`}>
      <span>{words}</span>
    </div>
  );
}

function Line({ row, mention, isSelected }: RowProps & { isSelected: boolean }) {
  const line = useRef<HTMLDivElement>(null);
  // What keys act on has the focus: so it is read aloud, and a phone puts its keyboard away.
  useLayoutEffect(() => {
    if (isSelected && line.current !== null) return focusOnceSeen(line.current);
  }, [isSelected]);
  return (
    <div className="line" ref={line} tabIndex={-1}>
      <Speaker row={row} />
      <Time row={row} />
      <div className="said">
        {row.hits && <Hits hits={row.hits} />}
        <QuoteLine row={row} />
        <Text row={row} mention={mention} />
        {row.isEdited && <span className="edited">(edited)</span>}
        <Reactions row={row} />
        <Fate row={row} />
      </div>
    </div>
  );
}

/** A row that has just come is hidden until its height is known. */
function focusOnceSeen(line: HTMLElement): () => void {
  let tries = 0;
  let frame = 0;
  const focus = (): void => {
    line.focus({ preventScroll: true });
    tries += 1;
    if (document.activeElement !== line && tries < 5) frame = requestAnimationFrame(focus);
  };
  focus();
  return () => cancelAnimationFrame(frame);
}

function Time({ row }: { row: Row }) {
  const moment = new Date(row.at);
  const format = useUi((ui) => ui.preferences.times);
  const isSame = !isNewTime(row, format);
  return (
    <time
      className={isSame ? 'when same' : 'when'}
      dateTime={Number.isNaN(row.at) ? undefined : moment.toISOString()}
      title={`${showDay(row.date)}, ${row.time}:${row.seconds}`}
    >
      {showTime(row.time, row.seconds, format)}
    </time>
  );
}

/** Whose words they are, in the column of names; a sign where nobody speaks. */
function Speaker({ row }: { row: Row }) {
  const hue = useChat((state) => hueIn(state, row.sender ?? ''));
  if (row.kind !== 'text') {
    return (
      <span className="who sign" aria-hidden="true">
        {signs[row.kind]}
      </span>
    );
  }
  const name = safeText(row.sender ?? '');
  return (
    <span className={`who ${hue}`} title={name}>
      <bdi>{name}</bdi>
    </span>
  );
}

function Text({ row, mention }: RowProps) {
  const hue = useChat((state) => hueIn(state, row.sender ?? ''));
  const isPlain = row.kind !== 'text' && row.kind !== 'action';
  const words = (
    <RowText
      text={row.text}
      mention={row.isMention ? mention : undefined}
      isPlain={isPlain || row.isDeleted}
    />
  );
  if (row.sender === undefined || row.kind === 'text') return words;
  return (
    <div className="done">
      <bdi className={`name ${hue}`}>{safeText(row.sender)}</bdi> {words}
    </div>
  );
}
