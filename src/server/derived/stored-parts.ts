// The parts of the log that the index holds, and what in the index is of no use any more.
import { IndexedPart } from './indexed.ts';
import { IndexDamaged } from './packed.ts';
import { isHeld } from './sealing.ts';
import { fingerprintOf, type Source } from './source.ts';
import { type PartRow, type RoomFound, Store } from './store.ts';
import { StoredLists } from './stored-lists.ts';

interface Stored {
  readonly row: PartRow;
  readonly part: IndexedPart;
}

/** None while there is no index. */
export class StoredParts {
  #store: Store | undefined;
  #stored: Stored[] = [];
  /** Those that were never searched. */
  #cold: Stored[] = [];
  /** Parts in the index that are not of this log any more. */
  #unneeded: number[] = [];

  get store(): Store | undefined {
    return this.#store;
  }

  get all(): readonly Stored[] {
    return this.#stored;
  }

  get parts(): readonly IndexedPart[] {
    return this.#stored.map(({ part }) => part);
  }

  /** How many parts are not of this log any more. */
  get unfit(): number {
    return this.#unneeded.length;
  }

  /** Throws where there is no sound index; what was opened by then is for `close`. */
  open(path: string, access: 'write' | 'look', sources: readonly Source[]): void {
    const store = new Store(path, access);
    this.#store = store;
    const rows = store.parts();
    const prints = new Map(sources.map((source) => [fingerprintOf(source), source]));
    this.#stored = rows.flatMap((row) => fit(store, row, prints) ?? []);
    this.#stored = withoutOverlap(this.#stored);
    this.#cold = [...this.#stored];
    const kept = new Set(this.#stored.map(({ row }) => row.id));
    this.#unneeded = rows.map(({ id }) => id).filter((id) => !kept.has(id));
  }

  /** Once it is closed: begins an empty index in place of what lies there. Throws where none can be made. */
  remake(path: string): void {
    Store.remove(path);
    this.#store = new Store(path);
  }

  close(): void {
    const store = this.#store;
    this.#store = undefined;
    this.#stored = [];
    this.#cold = [];
    this.#unneeded = [];
    try {
      store?.rollback();
      store?.close();
    } catch {
      // It is lost anyway.
    }
  }

  /** Keeps only what still fits the files. */
  refit(sources: readonly Source[]): void {
    const prints = new Map(sources.map((source) => [source, fingerprintOf(source)]));
    const fits = ({ row, part }: Stored) => isHeld(row, part.source, prints.get(part.source) ?? '');
    this.#unneeded.push(...this.#stored.filter((one) => !fits(one)).map(({ row }) => row.id));
    this.#stored = this.#stored.filter(fits);
  }

  /** A part that was just written into the store. */
  add(store: Store, row: PartRow, source: Source): void {
    // It would be made again and again.
    if (!isHeld(row, source, fingerprintOf(source)))
      throw new IndexDamaged('a part does not fit the log that it was made of');
    this.#stored.push(storedPart(store, row, source));
  }

  /** To be taken out of the index. */
  discard(id: number): void {
    this.#unneeded.push(id);
  }

  /** In the order of their files, and within these. */
  sort(sources: readonly Source[]): void {
    this.#stored.sort(
      ({ part: one }, { part: other }) =>
        sources.indexOf(one.source) - sources.indexOf(other.source) || one.start - other.start,
    );
  }

  /** Rooms with the seqs of their last message and last topic in what is stored. */
  rooms(): Iterable<RoomFound> {
    return this.#store?.rooms() ?? [];
  }

  /** What is to be done where all of the log is indexed. */
  nextChore(store: Store): Generator<number, void> | undefined {
    const unneeded = this.#unneeded.pop();
    if (unneeded !== undefined) return forget(store, unneeded);
    const cold = this.#cold.pop();
    return cold === undefined ? undefined : warm(cold);
  }
}

function storedPart(store: Store, row: PartRow, source: Source): Stored {
  return { row, part: new IndexedPart({ ...row, source }, new StoredLists(store, row.id)) };
}

function fit(store: Store, row: PartRow, prints: ReadonlyMap<string, Source>): Stored | undefined {
  const source = prints.get(row.file);
  if (source === undefined || !isHeld(row, source, row.file)) return undefined;
  return storedPart(store, row, source);
}

/** Of parts that overlap, which no sound index has, the first. */
function withoutOverlap(stored: readonly Stored[]): Stored[] {
  const ordered = stored.toSorted((one, other) => one.part.start - other.part.start);
  const kept: Stored[] = [];
  for (const one of ordered) {
    const { source, start } = one.part;
    const isIn = kept.some(({ part }) => part.source === source && part.end > start);
    if (!isIn) kept.push(one);
  }
  return kept;
}

/** The first search in a part reads what every other one needs, too: better now than while one waits. */
function* warm({ part }: Stored): Generator<number, void> {
  part.lists.has('"a"');
  yield 0;
}

function* forget(store: Store, part: number): Generator<number, void> {
  store.deletePart(part);
  yield 0;
}
