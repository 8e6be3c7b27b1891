// Joins the browser's storage, locks and channels with what is kept of the page.
import type { Client } from '../../sdk/client.ts';
import type { Kept } from '../../sdk/kept.ts';
import { browserClock } from '../clock.ts';
import type { Desk } from '../desk.ts';
import { keptDraft } from '../line/composing.ts';
import type { Ui } from '../ui-state.ts';
import { Keeper } from './keeper.ts';
import { pageOf } from './kept-page.ts';
import { prefixOf } from './prefix.ts';
import { type Channel, type SeatTools, takeSeat } from './seat.ts';
import { type Shelf, shelfIn } from './shelf.ts';

/** @param base the page's address: what lies under another prefix is another server's */
export function ownShelf(base: string): Promise<Shelf> {
  return takeSeat(seatTools(prefixOf(base)));
}

/** What is kept of another tab, to be read alone; seat 0 is this tab's own. */
export function shelfOfSeat(base: string, number: number): Shelf {
  return number === 0 ? ownTab(prefixOf(base)) : seatIn(prefixOf(base), number);
}

/** What all tabs of the page share. */
export function sharedShelf(base: string): Shelf {
  return shelfIn(() => localStorage, prefixOf(base));
}

function ownTab(prefix: string): Shelf {
  return shelfIn(() => sessionStorage, prefix);
}

function seatIn(prefix: string, number: number): Shelf {
  return shelfIn(() => localStorage, `${prefix}${number} `);
}

/** From now on what changes is kept. @param isBeside it begins with the token of another tab, which is not its own */
export function keepPage(shelf: Shelf, client: Client, desk: Desk, isBeside: boolean): void {
  const kept = (): Kept => {
    const { pending } = client.getKept();
    const isOwn = !isBeside || client.getState().me.session !== undefined;
    return isOwn ? client.getKept() : { pending };
  };
  const page = () => pageOf(client.getState(), kept(), draftsToKeep(desk.ui.get()));
  const keeper = new Keeper(shelf, browserClock, page);
  client.subscribe(() => keeper.see());
  desk.ui.subscribe(() => keeper.see());
  addEventListener('pagehide', () => keeper.flush());
  // Phones end a page that is hidden without another word.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) keeper.flush();
  });
}

function draftsToKeep(ui: Ui): ReadonlyMap<string, string> {
  const rooms = [...ui.drafts.keys(), ...ui.composing.keys()];
  return new Map(rooms.map((room) => [room, keptDraft(ui, room)]));
}

function seatTools(prefix: string): SeatTools {
  return {
    clock: browserClock,
    seat: (number) => seatIn(prefix, number),
    tab: ownTab(prefix),
    // Not there on plain http, whatever the types say.
    locks: (navigator as Partial<Navigator>).locks,
    lockName: (number) => `${prefix}${number}`,
    channel: channelOf(prefix),
    newWord: () => Math.random().toString(36).slice(2),
  };
}

function channelOf(name: string): Channel | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined;
  const channel = new BroadcastChannel(name);
  return {
    post: (text) => channel.postMessage(text),
    hear(listener) {
      channel.addEventListener('message', ({ data }) => {
        if (typeof data === 'string') listener(data);
      });
    },
  };
}
