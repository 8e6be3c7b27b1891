// The work that is left until all of the log is indexed, piece by piece: what is newest comes first.
import type { Arrangement } from './arrangement.ts';
import type { Gap } from './gap.ts';
import type { GrowingPart } from './growing-part.ts';
import { lineStartBefore } from './lines.ts';
import type { Part } from './part.ts';
import { type NewPart, sealPart } from './sealing.ts';
import { seqBefore } from './seek.ts';
import type { Source } from './source.ts';
import type { PartRow, Store } from './store.ts';

/** One piece of the work that is left, in slices that tell the bytes they have done; undefined where nothing is left. */
export function nextWork(
  arrangement: Arrangement,
  partBytes: number,
): Generator<number, void> | undefined {
  const { stored, growing } = arrangement;
  const { last, full } = growing;
  if (last !== undefined && last.behind > 0) return grow(arrangement, last);
  const { store } = stored;
  if (store === undefined) return undefined;
  if (full !== undefined) return sealGrown(arrangement, store, full);
  const gap = arrangement.parts.findLast((part) => arrangement.isLeft(part));
  if (gap !== undefined) return sealGap(arrangement, store, gap, partBytes);
  return stored.nextChore(store);
}

/** Takes in what the live file has after it. */
export function* grow(arrangement: Arrangement, growing: GrowingPart): Generator<number, void> {
  for (const done of arrangement.growing.grow(growing)) {
    arrangement.arrange();
    yield done;
  }
  arrangement.arrange();
}

function* sealGrown(
  arrangement: Arrangement,
  store: Store,
  full: GrowingPart,
): Generator<number, void> {
  const { source, start, end, after } = full;
  const row = yield* seal(arrangement, store, { source, start, end, after, below: Infinity });
  if (row === undefined) return;
  arrangement.growing.release(full);
  keep(arrangement, store, row, source);
}

function* sealGap(
  arrangement: Arrangement,
  store: Store,
  gap: Gap,
  partBytes: number,
): Generator<number, void> {
  const { source, end, after, last } = gap;
  const start = lineStartBefore(gap, Math.max(gap.start, end - partBytes) + 1);
  const isAll = start === gap.start;
  const part = {
    source,
    start,
    end,
    after: isAll ? after : seqBefore(gap, start),
    below: last + 1,
  };
  const row = yield* seal(arrangement, store, part);
  if (row !== undefined) keep(arrangement, store, row, source);
}

/** Undefined where the file was closed between two slices: what is left of it can't be read. */
function* seal(
  arrangement: Arrangement,
  store: Store,
  part: NewPart,
): Generator<number, PartRow | undefined> {
  const slices = sealPart(store, part);
  for (;;) {
    const slice = slices.next();
    if (slice.done === true) return slice.value;
    yield slice.value;
    if (arrangement.sources.includes(part.source)) continue;
    slices.return(undefined);
    return undefined;
  }
}

function keep(arrangement: Arrangement, store: Store, row: PartRow, source: Source): void {
  const overlaps = ({ start, end }: Part) => start < row.end && end > row.start;
  // Meanwhile the files may have been looked for again.
  const isGrowing = arrangement.growing.all.some((one) => one.source === source && overlaps(one));
  if (isGrowing || !arrangement.sources.includes(source)) arrangement.stored.discard(row.id);
  else arrangement.stored.add(store, row, source);
  arrangement.arrange();
}
