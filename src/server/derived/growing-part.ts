// The newest part of the log, indexed in memory while it grows.
import type { LineJudge } from '../log/line-judge.ts';
import { GrowingLists } from './growing-lists.ts';
import { IndexedPart } from './indexed.ts';
import { blocksOf, linesOfBlock } from './lines.ts';
import type { Source } from './source.ts';
import type { RoomFound } from './store.ts';

export class GrowingPart extends IndexedPart {
  readonly #growing: GrowingLists;
  readonly #after: number;
  #end: number;

  /** Empty at `start`; its entries have a seq above `after`. */
  constructor(source: Source, start: number, after: number) {
    const lists = new GrowingLists(after);
    const none = { firstTime: '', lastTime: '', lowestTarget: 0, highestTarget: 0 };
    super({ source, start, end: start, after, last: after, ...none }, lists);
    this.#growing = lists;
    this.#after = after;
    this.#end = start;
  }

  override get end(): number {
    return this.#end;
  }

  override get after(): number {
    const { first } = this.#growing.gathered;
    return first === 0 ? this.#after : first - 1;
  }

  override get last(): number {
    return Math.max(this.#growing.gathered.last, this.after);
  }

  override get firstTime(): string {
    return this.#growing.gathered.firstTime;
  }

  override get lastTime(): string {
    return this.#growing.gathered.lastTime;
  }

  override get lowestTarget(): number {
    return this.#growing.gathered.lowestTarget;
  }

  override get highestTarget(): number {
    return this.#growing.gathered.highestTarget;
  }

  get judge(): LineJudge {
    return this.#growing.gathered.judge;
  }

  /** Bytes of the file after it. */
  get behind(): number {
    return this.source.size - this.#end;
  }

  /** Takes in the next lines that the file has after it: some thousand. @returns whether there were any */
  takeNext(): boolean {
    const { source } = this;
    const [block] = blocksOf({ source, start: this.#end, end: source.size }).take(1);
    if (block === undefined) return false;
    this.#growing.begin();
    for (const { text, start } of linesOfBlock(block)) this.#growing.take(text, start);
    this.#growing.commit();
    this.#end = block.end;
    return true;
  }

  *rooms(): Generator<RoomFound> {
    for (const [room, { seqs, topic }] of this.#growing.gathered.rooms) {
      yield { room, last: seqs.at(-1) ?? 0, topic };
    }
  }

  /** It answers nothing from now on. */
  close(): void {
    this.#growing.close();
  }
}
