// Writing a part of the log into the index: one transaction, in slices, so that questions come between.
import { Gathering } from './gathering.ts';
import { allLines, type Range } from './lines.ts';
import { fingerprintOf, hashOf, readAt, type Source } from './source.ts';
import type { PartRow, Store } from './store.ts';
import { wordsOf } from './words.ts';

/** Where a part ends is known again by so many bytes before. */
const tailBytes = 4_096;
/** After so many lines others get their turn: 5 ms or so. */
const sliceLines = 1_000;

export interface NewPart extends Range {
  readonly after: number;
  readonly below: number;
}

/** The part's end, as a hash of what stands before it. */
function tailOf({ fd }: Source, start: number, end: number): string {
  const from = Math.max(start, end - tailBytes);
  return hashOf(readAt(fd, from, end - from));
}

/** Whether the file still holds what was indexed of it, and no newer file holds the same. */
export function isHeld(row: PartRow, source: Source, fingerprint: string): boolean {
  const { file, start, end, tail, last } = row;
  if (end > source.size || last >= source.below || fingerprint !== file) return false;
  return tailOf(source, start, end) === tail;
}

/**
 * Yields between slices how many bytes of the part are done. The part is in the index once it returned,
 * and nothing of it where it is left before.
 */
export function* sealPart(store: Store, part: NewPart): Generator<number, PartRow | undefined> {
  store.begin();
  try {
    const id = store.nextId();
    const gathered = yield* gather(part, store.createSearch(id));
    const row = rowOf(id, part, gathered);
    store.insertPart(row, gathered);
    yield part.end - part.start;
    store.commit();
    return row;
  } finally {
    store.rollback();
  }
}

function rowOf(id: number, part: NewPart, gathered: Gathering): PartRow {
  const { source, start, end } = part;
  const { judge, first, firstTime, lastTime, lowestTarget, highestTarget } = gathered;
  const { unparsable, disordered, count } = judge;
  // Where it has no entry, it stands below what is in newer parts all the same.
  const after = first === 0 ? Math.min(part.after, part.below - 1) : first - 1;
  const last = first === 0 ? after : gathered.last;
  const file = fingerprintOf(source);
  const tail = tailOf(source, start, end);
  return {
    id,
    file,
    start,
    end,
    tail,
    after,
    last,
    firstTime,
    lastTime,
    lines: count,
    lowestTarget,
    highestTarget,
    unparsable,
    disordered,
  };
}

type TakeWords = ReturnType<Store['createSearch']>;

function* gather(part: NewPart, takeWords: TakeWords): Generator<number, Gathering> {
  const gathered = new Gathering(part.after, part.below);
  let lines = 0;
  for (const { text, start } of allLines(part)) {
    const entry = gathered.take(text, start);
    const words = entry && wordsOf(entry);
    if (words) takeWords(entry.seq, words.text, words.marks);
    if (++lines % sliceLines === 0) yield start - part.start;
  }
  return gathered;
}
