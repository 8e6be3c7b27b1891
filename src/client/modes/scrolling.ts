// Moving through the messages: by lines, pages, days, to what is unread, to what is said now.
import type { Rows } from '../../sdk/rows.ts';
import { unreadPlace } from '../../sdk/unread.ts';
import { isAtNow, visitShown } from '../../sdk/visit.ts';
import type { Desk } from '../desk.ts';
import { placeOf, withAnchor } from '../ui.ts';
import { type Anchor, atFirst, atTop, fixed, scrolled } from '../viewport.ts';

/** As other programs have it. */
export const wheelLines = 3;

/** Older where negative. */
export function scroll(desk: Desk, delta: number): void {
  const { rows, paneHeight, anchor } = desk.view;
  scrollTo(desk, scrolled(rows, anchor, delta, paneHeight));
  if (delta > 0) arriveAtNow(desk);
}

/** A page keeps one line of the page before, to read on from. */
export function pageOf(desk: Desk): number {
  return Math.max(1, desk.view.paneHeight - 1);
}

/** A visit holds its place when newer pages come: their end is not where it is heading. */
export function scrollTo(desk: Desk, anchor: Anchor): void {
  const { rows } = desk.view;
  const { state } = desk;
  const held = visitShown(state) ? fixed(rows, anchor) : anchor;
  desk.update((ui) => withAnchor(ui, placeOf(state), held));
}

export function scrollFirst(desk: Desk): void {
  const { rows, paneHeight } = desk.view;
  scrollTo(desk, atFirst(rows, paneHeight));
}

/** What the room says now, also out of a visit. */
export function scrollLast(desk: Desk): void {
  const place = placeOf(desk.state);
  const isVisiting = visitShown(desk.state) !== undefined;
  if (isVisiting) desk.client.endVisit();
  desk.update((ui) => {
    const left = isVisiting ? withAnchor(ui, place, undefined) : ui;
    return withAnchor(left, desk.room, 'bottom');
  });
}

/** To the start of the day at the top of the pane, or of the one before; or to the next day's. */
export function scrollDay(desk: Desk, by: 1 | -1): void {
  const { timeline, firstRow, rows, paneHeight } = desk.view;
  if (timeline === undefined || timeline.length === 0) return;
  const day = timeline.at(firstRow)?.date ?? '';
  const start = dayStart(timeline, day);
  const wanted = by === 1 ? dayEnd(timeline, day) : start < firstRow ? start : start - 1;
  if (wanted >= timeline.length) return scrollLast(desk);
  const index =
    by === 1 ? wanted : dayStart(timeline, timeline.at(Math.max(0, wanted))?.date ?? '');
  scrollTo(desk, atTop(rows, index, paneHeight));
}

/** The first row of the day, or where it would stand. */
export function dayStart(timeline: Rows, day: string): number {
  return firstWhere(timeline, (date) => date >= day);
}

const dayEnd = (timeline: Rows, day: string): number => firstWhere(timeline, (date) => date > day);

function firstWhere(timeline: Rows, isSo: (date: string) => boolean): number {
  let low = 0;
  let high = timeline.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(timeline.at(middle)?.date ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Who has scrolled through to what the room says now is back. */
function arriveAtNow(desk: Desk): void {
  const visit = visitShown(desk.state);
  const isThere = visit && isAtNow(visit, desk.state.rooms.get(visit.room));
  if (isThere && desk.view.hasLast) scrollLast(desk);
}

/** The first message that one has not read stands at the top, its line above it; a visit where it is not held. */
export function scrollUnread(desk: Desk): void {
  const room = desk.state.rooms.get(desk.room);
  if (room === undefined || unreadPlace(room) === undefined)
    return void desk.hint('Nothing is unread here.');
  const seq = desk.client.goToUnread(desk.room);
  const { timeline, rows, paneHeight } = desk.view;
  if (seq === undefined || timeline === undefined) return;
  const index = timeline.indexOfSeq(seq);
  if (index >= 0 && index < timeline.length) scrollTo(desk, atTop(rows, index, paneHeight));
}
