// The lists of a part in the index: each is read when it is asked for.
import type { Lists } from './indexed.ts';
import { IndexDamaged, lowerBound, unpack, unpackGrowing, unpackHashes } from './packed.ts';
import type { Places } from './part.ts';
import type { Store } from './store.ts';

export class StoredLists implements Lists {
  readonly #store: Store;
  readonly #part: number;
  #places: Places | undefined;

  constructor(store: Store, part: number) {
    this.#store = store;
    this.#part = part;
  }

  get places(): Places {
    this.#places ??= this.#readPlaces();
    return this.#places;
  }

  #readPlaces(): Places {
    const row = this.#store.row(
      'SELECT placeSeqs, placeOffsets FROM parts WHERE id = ?',
      this.#part,
    );
    if (row === undefined) throw new IndexDamaged('a part of the index is missing');
    const seqs = unpackGrowing(row.placeSeqs as Uint8Array);
    return { seqs, offsets: unpackGrowing(row.placeOffsets as Uint8Array) };
  }

  seqsOf(room: string): Float64Array {
    return this.#store.unpack(`${this.#part} #${room}`, () => {
      const sql = 'SELECT seqs FROM rooms WHERE room = ? AND part = ?';
      return this.#store.row(sql, room, this.#part)?.seqs;
    });
  }

  topicOf(room: string): number {
    const sql = 'SELECT topic FROM rooms WHERE room = ? AND part = ?';
    return Number(this.#store.row(sql, room, this.#part)?.topic ?? 0);
  }

  idsOf(session: string): { seqs: Float64Array; hashes: Uint32Array } {
    const sql = 'SELECT seqs, hashes FROM sessions WHERE session = ? AND part = ?';
    const row = this.#store.row(sql, session, this.#part);
    if (row === undefined) return { seqs: new Float64Array(0), hashes: new Uint32Array(0) };
    const seqs = unpackGrowing(row.seqs as Uint8Array);
    return { seqs, hashes: unpackHashes(row.hashes as Uint8Array) };
  }

  changesOf(target: number): Float64Array {
    const { targets, seqs } = this.#changes;
    return seqs.subarray(lowerBound(targets, target), lowerBound(targets, target + 1));
  }

  get #changes(): { readonly targets: Float64Array; readonly seqs: Float64Array } {
    const column = (name: 'targets' | 'seqs') => () =>
      this.#store.row(`SELECT ${name} FROM changes WHERE part = ?`, this.#part)?.[name];
    return {
      targets: this.#store.unpack(`${this.#part} targets`, column('targets'), unpackGrowing),
      seqs: this.#store.unpack(`${this.#part} seqs`, column('seqs'), unpack),
    };
  }

  has(match: string): boolean {
    return this.#store.has(this.#part, match);
  }

  search(match: string, after: number, before: number, limit: number): number[] {
    return this.#store.search(this.#part, match, after, before, limit);
  }
}
