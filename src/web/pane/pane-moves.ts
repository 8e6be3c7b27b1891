// What keys and buttons ask of the message pane, done by scrolling and selecting.
import { messageKey } from '../../sdk/row.ts';
import { unreadPlace } from '../../sdk/unread.ts';
import { visitShown } from '../../sdk/visit.ts';
import type { Desk, PaneHandle } from '../desk.ts';
import { leaveMessage } from './message-actions.ts';
import { aboveNews, type Places } from './places.ts';
import { dayStep, selectableFrom } from './row-steps.ts';
import { aboveRows, type Scroller } from './scroller.ts';

/** A page keeps a line of the page before, to read on from. */
const lineHeight = 22;

export function paneMoves(desk: Desk, scroller: Scroller, places: Places): PaneHandle {
  return {
    scrollPages(pages) {
      const selected = selectedIndex();
      const pixels = pages * Math.max(lineHeight, scroller.height - lineHeight);
      if (selected !== -1) select(scroller.rowAt(selected, pixels), pages < 0 ? -1 : 1, true);
      else scroller.scrollBy(pixels);
    },
    scrollLines(lines) {
      const selected = selectedIndex();
      if (selected !== -1) select(selected + Math.sign(lines), lines < 0 ? -1 : 1);
      else scroller.scrollBy(lines * lineHeight);
    },
    scrollDays(by) {
      const { first } = scroller.seen.get();
      const index = dayStep(scroller.rows, Math.max(0, first), by);
      if (index >= scroller.rows.length) return toLast();
      scroller.goToRow(index, 0);
      selectInSight();
    },
    toFirst() {
      if (selectedIndex() !== -1) select(0, 1);
      else scroller.goToRow(0, -aboveRows);
    },
    toLast() {
      if (selectedIndex() !== -1) select(scroller.rows.length - 1, -1);
      else toLast();
    },
    toUnread,
    select(by) {
      const selected = selectedIndex();
      // Who follows the newest means that one, also where it is still to be drawn.
      const newest = scroller.place === 'newest' ? scroller.rows.length - 1 : undefined;
      const from = selected === -1 ? (newest ?? scroller.seen.get().last) : selected + by;
      const isFound = select(from, selected === -1 ? -1 : by);
      if (isFound) return;
      if (selected === -1) desk.hint('There is no message to select here.');
      else if (by === 1) leaveMessage(desk);
    },
    selectFirst: () => void select(0, 1),
    selectLast: () => void select(scroller.rows.length - 1, -1),
  };

  function selectedIndex(): number {
    const { selected } = desk.ui.get();
    return selected === undefined ? -1 : scroller.rows.indexOf(selected);
  }

  /** The first from there on that can be. @param isFirm where there is none, the last one before */
  function select(from: number, by: 1 | -1, isFirm = false): boolean {
    const { rows } = scroller;
    const start = Math.max(0, Math.min(from, rows.length - 1));
    if (!isFirm && start !== from) return false;
    const index =
      selectableFrom(rows, start, by) ??
      (isFirm ? selectableFrom(rows, start, by === 1 ? -1 : 1) : undefined);
    const row = index === undefined ? undefined : rows.at(index);
    if (row === undefined || index === undefined) return false;
    scroller.isHeld = true;
    desk.update((ui) => ({ ...ui, selected: row.key }));
    scroller.show(index);
    return true;
  }

  /** Nothing out of sight is selected: where the pane leaves it, the first message in it is. */
  function selectInSight(): void {
    const selected = selectedIndex();
    const { first, last } = scroller.seen.get();
    if (selected !== -1 && (selected < first || selected > last)) select(first, 1, true);
  }

  function toLast(): void {
    const { state } = desk;
    const visit = visitShown(state);
    places.sawMark(state, state.current);
    if (visit === undefined) return scroller.goTo('newest');
    places.keep(visit.room, 'newest');
    desk.client.endVisit();
  }

  /** A line of what was read before stands above it; a visit where it is not held. */
  function toUnread(): void {
    const { state } = desk;
    const room = state.rooms.get(state.current);
    if (room === undefined || unreadPlace(room) === undefined)
      return desk.hint('Nothing is unread here.');
    places.sawMark(state, room.name);
    const seq = desk.client.goToUnread(room.name);
    if (seq === undefined) return;
    const place = { key: messageKey(seq), order: seq, at: aboveNews };
    if (visitShown(state) === undefined) {
      scroller.goTo(place);
      return selectInSight();
    }
    places.keep(room.name, place);
    desk.client.endVisit();
  }
}
