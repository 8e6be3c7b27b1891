// Keeps a pane at its place: whatever comes, goes or changes its height, what is read stays where it is.
import { noRows, type Rows } from '../../sdk/rows.ts';
import { Store } from '../../sdk/store.ts';
import {
  type Box,
  isAtEnd,
  type Place,
  placeAtTop,
  type Sizes,
  scrollTopOf,
  scrollToShow,
} from './place.ts';

/** What is seen of the rows. */
export interface Seen {
  readonly isAtEnd: boolean;
  /** The rows at the pane's edges; -1 where there is none. */
  readonly first: number;
  readonly last: number;
}

/** Pixels of what stands over the first row, as style/pane.css has it. */
export const aboveRows = 48;

export class Scroller {
  readonly seen = new Store<Seen>({ isAtEnd: true, first: -1, last: -1 });
  rows: Rows = noRows;
  #box: Box | undefined;
  #sizes: Sizes | undefined;
  #place: Place | undefined;
  /** Where it was scrolled to from here: the event that tells of it is no wish of anybody's. */
  #scrolledTo = -1;
  /** What comes is not followed: a message is selected, or the newest are not what is shown. */
  isHeld = false;

  constructor(place: Place | undefined) {
    this.#place = place;
  }

  /** Undefined until there were rows to begin at. */
  get place(): Place | undefined {
    return this.#place;
  }

  get height(): number {
    return this.#box?.clientHeight ?? 0;
  }

  attach(box: Box | undefined, sizes: Sizes | undefined): void {
    this.#box = box;
    this.#sizes = sizes;
  }

  /** Call after all that may have moved something. */
  readonly keep = (): void => {
    const box = this.#box;
    if (box === undefined || this.#sizes === undefined || this.#place === undefined) return;
    const top = scrollTopOf(this.#place, this.rows, this.#sizes, box, aboveRows);
    if (top !== undefined && Math.abs(box.scrollTop - top) >= 1) box.scrollTop = top;
    this.#scrolledTo = box.scrollTop;
    this.#look();
  };

  /** Call when it was scrolled, by whomever. @returns whether a person did it */
  readonly scrolled = (): boolean => {
    const box = this.#box;
    if (box === undefined || Math.abs(box.scrollTop - this.#scrolledTo) < 1) return false;
    this.#scrolledTo = box.scrollTop;
    this.#take();
    return true;
  };

  /** From now on it stays with the row that is at its upper edge. */
  hold(): void {
    this.#place = this.#placeNow();
  }

  /** Who stands at the end follows it from now on. */
  follow(): void {
    if (this.#box !== undefined && isAtEnd(this.#box) && !this.isHeld) this.#place = 'newest';
  }

  goTo(place: Place): void {
    this.#place = place;
    this.keep();
  }

  /** The row at the upper edge of the pane, `at` pixels below it. */
  goToRow(index: number, at: number | 'middle'): void {
    const row = this.rows.at(index);
    if (row) this.goTo({ key: row.key, order: row.order, at });
  }

  scrollBy(pixels: number): void {
    const box = this.#box;
    if (box === undefined) return;
    box.scrollTop += pixels;
    this.#scrolledTo = box.scrollTop;
    this.#take();
  }

  /** Scrolls no further than it must, and stays with what is read then. */
  show(index: number): void {
    if (this.#box === undefined || this.#sizes === undefined) return;
    this.scrollBy(scrollToShow(index, this.#sizes, this.#box, aboveRows));
    this.hold();
  }

  /** The row that stands so many pixels below the upper edge of another. */
  rowAt(index: number, pixels: number): number {
    if (this.#sizes === undefined) return index;
    const at = aboveRows + this.#sizes.getItemOffset(index) + pixels;
    return Math.min(this.#sizes.findItemIndex(Math.max(0, at)), this.rows.length - 1);
  }

  #take(): void {
    const box = this.#box;
    if (box === undefined) return;
    this.#place = isAtEnd(box) && !this.isHeld ? 'newest' : this.#placeNow();
    this.#look();
  }

  #placeNow(): Place | undefined {
    if (this.#box === undefined || this.#sizes === undefined) return this.#place;
    const place = placeAtTop(this.rows, this.#sizes, this.#box, aboveRows);
    return place === 'newest' ? this.#place : place;
  }

  #look(): void {
    const box = this.#box;
    if (box === undefined || this.#sizes === undefined) return;
    const most = this.rows.length - 1;
    const seen = {
      isAtEnd: isAtEnd(box),
      first: Math.min(this.#sizes.findItemIndex(box.scrollTop), most),
      last: Math.min(this.#sizes.findItemIndex(box.scrollTop + box.clientHeight - 1), most),
    };
    const held = this.seen.get();
    const isSame =
      held.isAtEnd === seen.isAtEnd && held.first === seen.first && held.last === seen.last;
    if (!isSame) this.seen.set(seen);
  }
}
