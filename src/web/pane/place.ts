// Where in the messages a pane stands, by what is read there and not by pixels: so nothing that comes moves it.
import type { Rows } from '../../sdk/rows.ts';

/** At the newest, which it then follows; or at a row. */
export type Place = 'newest' | RowPlace;

export interface RowPlace {
  readonly key: string;
  /** The row's place in the log: where it is gone, what stands there now takes its place. */
  readonly order: number;
  /** So many pixels below the row's upper edge the pane begins; or the row stands in its middle. */
  readonly at: number | 'middle';
}

/** What is known of how high rows are; of those that were never seen it is a guess. */
export interface Sizes {
  getItemOffset(index: number): number;
  getItemSize(index: number): number;
  findItemIndex(offset: number): number;
}

/** The part of an element that scrolling needs. */
export interface Box {
  scrollTop: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
}

/** Pixels that count as none: less than a row, as much as stands free below the last one. */
const nearly = 12;

export function isAtEnd(box: Box): boolean {
  return box.scrollHeight - box.clientHeight - box.scrollTop <= nearly;
}

/** Of the row that the upper edge of the pane crosses. @param above what stands over the first row */
export function placeAtTop(rows: Rows, sizes: Sizes, box: Box, above: number): Place {
  const index = Math.min(sizes.findItemIndex(box.scrollTop), rows.length - 1);
  const row = rows.at(Math.max(0, index));
  if (row === undefined) return 'newest';
  const at = box.scrollTop - above - sizes.getItemOffset(Math.max(0, index));
  return { key: row.key, order: row.order, at };
}

/** Where the pane must be scrolled to; undefined: no such row is held. */
export function scrollTopOf(
  place: Place,
  rows: Rows,
  sizes: Sizes,
  box: Box,
  above: number,
): number | undefined {
  if (place === 'newest') return Math.max(0, box.scrollHeight - box.clientHeight);
  const index = indexOfPlace(place, rows);
  if (index === -1) return undefined;
  const top = above + sizes.getItemOffset(index);
  const size = sizes.getItemSize(index);
  // Of a row that is not as high as it was, or not known yet to be, some is in sight: so it becomes known.
  if (place.at !== 'middle') return top + Math.min(place.at, Math.max(0, size - 1));
  // Of a row that is higher than the pane the beginning.
  return top - Math.max(0, (box.clientHeight - size) / 2);
}

function indexOfPlace({ key, order }: RowPlace, rows: Rows): number {
  const index = rows.indexOf(key);
  if (index !== -1) return index;
  return Math.min(rows.indexOfSeq(order), rows.length - 1);
}

/** How far to scroll so that all of the row is seen; of one that is higher than the pane the beginning. */
export function scrollToShow(index: number, sizes: Sizes, box: Box, above: number): number {
  const top = above + sizes.getItemOffset(index);
  const size = sizes.getItemSize(index);
  if (top < box.scrollTop || size > box.clientHeight) return top - box.scrollTop;
  return Math.max(0, top + size - box.scrollTop - box.clientHeight);
}

/** How many rows were put before those that there were; negative: so many of the oldest were dropped. */
export function grownAtStart(before: Rows, after: Rows): number {
  const first = before.at(0);
  const firstNow = after.at(0);
  if (first === undefined || firstNow === undefined || first.key === firstNow.key) return 0;
  const added = after.indexOf(first.key);
  if (added > 0) return added;
  const dropped = before.indexOf(firstNow.key);
  return dropped > 0 ? -dropped : 0;
}
