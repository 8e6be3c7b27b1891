// Which kept session a tab takes: its own after a reload, the first that is free else, never one in use.
import type { Clock } from '../../sdk/clock.ts';
import { noShelf, type Shelf } from './shelf.ts';

export const seatLimits = {
  /** Tabs of one browser that are kept; those beyond begin anew with each load. */
  seats: 20,
  /** A page that is reloaded frees its seat a moment later. */
  ownWithinMs: 1_000,
  /** A tab that lives answers in a few milliseconds. */
  answerWithinMs: 300,
} as const;

/** What of the browser's Web Locks is used. */
export interface Locks {
  request(
    name: string,
    options: { readonly ifAvailable?: boolean; readonly signal?: AbortSignal },
    run: (lock: unknown) => Promise<void> | undefined,
  ): Promise<unknown>;
}

/** What of a BroadcastChannel is used: others of this browser hear what is posted, oneself does not. */
export interface Channel {
  post(text: string): void;
  hear(listener: (text: string) => void): void;
}

export interface SeatTools {
  readonly clock: Clock;
  /** Kept by the browser for all tabs: a shelf for each seat. */
  readonly seat: (number: number) => Shelf;
  /** Kept with the tab, and copied when it is duplicated. */
  readonly tab: Shelf;
  /** Browsers have them on https and localhost alone. */
  readonly locks: Locks | undefined;
  readonly lockName: (number: number) => string;
  readonly channel: Channel | undefined;
  /** Another word at each call. */
  readonly newWord: () => string;
}

/** The shelf of this tab, which no other tab has while this one lives. */
export function takeSeat(tools: SeatTools): Promise<Shelf> {
  return tools.locks ? lockedSeat(tools, tools.locks) : seatInTab(tools);
}

async function lockedSeat(tools: SeatTools, locks: Locks): Promise<Shelf> {
  const { tab, seat, lockName } = tools;
  const take = (number: number): Shelf => {
    tab.set('seat', `${number}`);
    return seat(number);
  };
  const own = Number(tab.get('seat'));
  const isSeat = Number.isInteger(own) && own >= 1 && own <= seatLimits.seats;
  if (isSeat && (await holdSoon(tools, locks, lockName(own)))) return take(own);
  for (let number = 1; number <= seatLimits.seats; number += 1) {
    if (await hold(locks, lockName(number), { ifAvailable: true })) return take(number);
  }
  return noShelf;
}

async function holdSoon({ clock }: SeatTools, locks: Locks, name: string): Promise<boolean> {
  const giveUp = new AbortController();
  const cancel = clock.setTimer(seatLimits.ownWithinMs, () => giveUp.abort());
  const isHeld = await hold(locks, name, { signal: giveUp.signal });
  cancel();
  return isHeld;
}

/** Until the page goes. @returns false if another one has it */
function hold(
  locks: Locks,
  name: string,
  options: { readonly ifAvailable?: boolean; readonly signal?: AbortSignal },
): Promise<boolean> {
  return new Promise((resolve) => {
    const run = (lock: unknown): Promise<void> | undefined => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    };
    locks.request(name, options, run).catch(() => resolve(false));
  });
}

/**
 * The tab's own storage is the seat. Where the tab was duplicated, the other one still lives and says so;
 * then this one begins anew.
 */
async function seatInTab(tools: SeatTools): Promise<Shelf> {
  const { tab, channel, newWord } = tools;
  const own = tab.get('holder');
  const isTaken = own !== undefined && channel !== undefined && (await isAnswered(tools, own));
  const word = newWord();
  tab.set('holder', word);
  channel?.hear((text) => {
    if (text === `who is ${word}`) channel.post(`here is ${word}`);
  });
  return isTaken ? emptied(tab) : tab;
}

function isAnswered({ channel, clock }: SeatTools, word: string): Promise<boolean> {
  return new Promise((resolve) => {
    clock.setTimer(seatLimits.answerWithinMs, () => resolve(false));
    channel?.hear((text) => {
      if (text === `here is ${word}`) resolve(true);
    });
    channel?.post(`who is ${word}`);
  });
}

/** As if nothing were kept, until it is kept anew. */
function emptied(shelf: Shelf): Shelf {
  const written = new Set<string>();
  return {
    get: (name) => (written.has(name) ? shelf.get(name) : undefined),
    set(name, text) {
      written.add(name);
      return shelf.set(name, text);
    },
  };
}
