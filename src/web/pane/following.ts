// What follows from where the pane stands: more is loaded, what is seen counts as read, its place is kept.
import { isAtNow, visitShown } from '../../sdk/visit.ts';
import type { Desk } from '../desk.ts';
import { isLooking } from '../looking.ts';
import type { Place } from './place.ts';
import type { Scroller } from './scroller.ts';

/** So many panes before the end of what is held, more is asked for. */
const panesAhead = 2;

/** @returns what ends it */
export function followPane(
  desk: Desk,
  scroller: Scroller,
  box: HTMLElement,
  keepPlace: (place: Place | undefined) => void,
): () => void {
  const lookAgain = (): void => follow(desk, scroller, box);
  const scrolled = (): void => {
    if (!scroller.scrolled()) return;
    keepPlace(scroller.place);
    arriveAtNow(desk, scroller);
  };
  const hold = holding(desk, scroller, box);
  const endings = [
    scroller.seen.subscribe(lookAgain),
    desk.frames.subscribe(lookAgain),
    desk.ui.subscribe(hold),
    on(document, 'selectionchange', hold),
    on(box, 'scroll', scrolled),
    // A flood would pull it back to the newest before it has got away from there.
    on(box, 'wheel', (event) => {
      if ((event as WheelEvent).deltaY < 0 && !(event as WheelEvent).ctrlKey) scroller.hold();
    }),
    on(box, 'touchmove', () => scroller.hold()),
    on(window, 'focus', lookAgain),
    on(window, 'blur', lookAgain),
    on(document, 'visibilitychange', lookAgain),
  ];
  hold();
  lookAgain();
  return () => {
    keepPlace(scroller.place);
    for (const end of endings) end();
  };
}

function follow(desk: Desk, scroller: Scroller, box: HTMLElement): void {
  const { client, state } = desk;
  const { isAtEnd } = scroller.seen.get();
  client.setLooking(isLooking() && isAtEnd);
  const ahead = panesAhead * box.clientHeight;
  const below = box.scrollHeight - box.clientHeight - box.scrollTop;
  if (visitShown(state) !== undefined) {
    if (box.scrollTop < ahead) client.loadAround('older');
    if (below < ahead) client.loadAround('newer');
    return;
  }
  const room = state.rooms.get(state.current);
  if (room?.timeline.hasOlder && !room.isLoadingOlder && box.scrollTop < ahead)
    client.loadOlder(room.name);
}

/** Who has scrolled through to what the room says now is back. */
function arriveAtNow(desk: Desk, scroller: Scroller): void {
  const visit = visitShown(desk.state);
  const isThere = visit !== undefined && isAtNow(visit, desk.state.rooms.get(visit.room));
  if (isThere && scroller.seen.get().isAtEnd) desk.pane?.toLast();
}

/** While a message is selected, or some text, or a visit shown, what comes is not followed. */
function holding(desk: Desk, scroller: Scroller, box: HTMLElement): () => void {
  return () => {
    const isSelected = desk.ui.get().selected !== undefined || hasSelection(box);
    const isHeld = isSelected || visitShown(desk.state) !== undefined;
    if (isHeld === scroller.isHeld) return;
    scroller.isHeld = isHeld;
    if (isHeld) scroller.hold();
    else scroller.follow();
  };
}

function hasSelection(box: HTMLElement): boolean {
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(box, true);
}

function on(target: EventTarget, type: string, run: (event: Event) => void): () => void {
  target.addEventListener(type, run, { passive: true });
  return () => target.removeEventListener(type, run);
}
