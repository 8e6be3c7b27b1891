// Tells the person what was said to them while they look elsewhere, in notifications of the browser's.
import type { OffsetMinutes } from '../sdk/local-time.ts';
import type { State } from '../sdk/state.ts';
import { type Attention, attentions } from '../ui/attention.ts';
import { type Notification, notificationOf } from '../ui/notification.ts';
import { isQuietAt, type QuietHours } from '../ui/quiet-hours.ts';

export interface NotifySettings {
  readonly isOn: boolean;
  /** Rooms, as on the wire. */
  readonly muted: ReadonlySet<string>;
  readonly quiet: QuietHours;
}

export interface NotifyTools {
  readonly settings: () => NotifySettings;
  /** Whether the person sees the page. */
  readonly isLooking: () => boolean;
  readonly now: () => number;
  readonly offset: OffsetMinutes;
  /** Takes the place of the last one of the same room. */
  readonly show: (room: string, notification: Notification) => void;
}

/** A reconnect brings pages of many rooms; that is one event. */
const betweenCaughtUpMs = 10_000;
/** Of one room: more would be noise, and the tab’s title counts them all. */
const betweenMs = 1_000;
/** Rooms whose last time is remembered. */
const maxRooms = 200;

export class Notifier {
  readonly #tools: NotifyTools;
  readonly #toldAt = new Map<string, number>();
  #state: State;
  #caughtUpAt = Number.NEGATIVE_INFINITY;

  constructor(state: State, tools: NotifyTools) {
    this.#state = state;
    this.#tools = tools;
  }

  /** To be called with each state in turn. */
  follow(state: State): void {
    const before = this.#state;
    this.#state = state;
    const { isLooking, settings, now, offset } = this.#tools;
    if (before.rooms === state.rooms || isLooking()) return;
    const { isOn, muted, quiet } = settings();
    if (!isOn || isQuietAt(quiet, now(), offset)) return;
    for (const attention of attentions(before, state, muted)) this.#tell(attention);
  }

  #tell(attention: Attention): void {
    const { now, show } = this.#tools;
    const { room, isCaughtUp } = attention;
    const at = now();
    if (isCaughtUp && at - this.#caughtUpAt < betweenCaughtUpMs) return;
    if (isCaughtUp) this.#caughtUpAt = at;
    if (at - (this.#toldAt.get(room) ?? Number.NEGATIVE_INFINITY) < betweenMs) return;
    if (this.#toldAt.size >= maxRooms) this.#toldAt.clear();
    this.#toldAt.set(room, at);
    show(room, notificationOf(attention));
  }
}
