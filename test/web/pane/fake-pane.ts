// A pane without a browser: rows of known heights under a lid, scrolled as an element is.
import type { Row } from '../../../src/sdk/row.ts';
import type { Rows } from '../../../src/sdk/rows.ts';
import type { Box, Sizes } from '../../../src/web/pane/place.ts';
import { aboveRows, type Scroller } from '../../../src/web/pane/scroller.ts';

/** Rows of messages by their seqs; a day is ten of them. */
export function rowsOf(
  seqs: readonly number[],
  more: (seq: number) => Partial<Row> = () => ({}),
): Rows {
  const rowOf = (seq: number): Row => ({
    key: `s${seq}`,
    kind: 'text',
    order: seq,
    at: seq,
    date: `2026-11-${String(1 + Math.floor(seq / 10)).padStart(2, '0')}`,
    time: '12:00',
    seconds: '00',
    isNewMinute: false,
    isNewSecond: false,
    sender: 'bob',
    text: `message ${seq}`,
    isEdited: false,
    isDeleted: false,
    reactions: [],
    isGrouped: false,
    isOwn: false,
    isMention: false,
    ...more(seq),
  });
  return {
    length: seqs.length,
    at: (index) => {
      const seq = seqs[index];
      return seq === undefined ? undefined : rowOf(seq);
    },
    indexOf: (key) => seqs.findIndex((seq) => rowOf(seq).key === key),
    indexOfSeq: (wanted) => {
      const index = seqs.findIndex((seq) => seq >= wanted);
      return index === -1 ? seqs.length : index;
    },
  };
}

export const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

export class FakePane implements Box, Sizes {
  clientHeight = 500;
  #top = 0;
  #rows: Rows = rowsOf([]);
  /** By key; 20 unless it is here. */
  readonly heights = new Map<string, number>();
  readonly #scroller: Scroller;

  constructor(scroller: Scroller) {
    this.#scroller = scroller;
    scroller.attach(this, this);
  }

  /** As after it was drawn with these rows. */
  draw(rows: Rows): void {
    this.#rows = rows;
    this.#scroller.rows = rows;
    this.#scroller.keep();
  }

  /** As a person does it. */
  scroll(to: number): void {
    this.scrollTop = to;
    this.#scroller.scrolled();
  }

  /** Where a row's upper edge stands below the pane's. */
  topOf(key: string): number {
    return aboveRows + this.getItemOffset(this.#rows.indexOf(key)) - this.#top;
  }

  get fromEnd(): number {
    return this.scrollHeight - this.clientHeight - this.#top;
  }

  get scrollTop(): number {
    return this.#top;
  }

  set scrollTop(to: number) {
    this.#top = Math.max(0, Math.min(to, this.scrollHeight - this.clientHeight));
  }

  get scrollHeight(): number {
    return Math.max(this.clientHeight, aboveRows + this.getItemOffset(this.#rows.length));
  }

  getItemSize(index: number): number {
    return this.heights.get(this.#rows.at(index)?.key ?? '') ?? 20;
  }

  getItemOffset(index: number): number {
    let offset = 0;
    for (let at = 0; at < index; at += 1) offset += this.getItemSize(at);
    return offset;
  }

  findItemIndex(offset: number): number {
    let index = 0;
    while (index < this.#rows.length - 1 && aboveRows + this.getItemOffset(index + 1) <= offset)
      index += 1;
    return index;
  }
}
