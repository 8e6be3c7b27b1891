// What is on the screen, outside React: the frame, its view, and when it is drawn again.
import type { Client } from '../sdk/client.ts';
import type { CancelTimer, Clock } from '../sdk/clock.ts';
import { visitShown } from '../sdk/visit.ts';
import { initialUi, type Ui } from './ui.ts';
import { type Frame, type View, type ViewTools, viewOf } from './view.ts';

/** What arrives is drawn together, at most so often: 30 times a second. */
const arrivalsMs = 33;
/** Where drawing takes long (a slow terminal holds up who writes to it), so many times that is left to others. */
const restShare = 3;

export class Screen {
  readonly client: Client;
  readonly #clock: Clock;
  readonly #tools: ViewTools;
  readonly #listeners = new Set<() => void>();
  #ui: Ui;
  #drawn: { frame: Frame; view: View } | undefined;
  #lastDrawnAt = 0;
  #drawTookMs = 0;
  #cancelDraw: CancelTimer | undefined;
  #cancelTick: CancelTimer | undefined;
  #isBatching = false;

  constructor(client: Client, clock: Clock, tools: ViewTools, columns: number, rows: number) {
    this.client = client;
    this.#clock = clock;
    this.#tools = tools;
    this.#ui = initialUi(columns, rows, clock.now());
    client.subscribe(this.#onArrival);
  }

  get ui(): Ui {
    return this.#ui;
  }

  /** The same object while nothing has changed. */
  readonly view = (): View => {
    const frame = { state: this.client.getState(), ui: this.#ui };
    const held = this.#drawn;
    if (held !== undefined && held.frame.state === frame.state && held.frame.ui === frame.ui) {
      return held.view;
    }
    this.#drawn = { frame, view: viewOf(frame, this.#tools) };
    return this.#drawn.view;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A change that the person made: drawn at once. */
  update(change: (ui: Ui) => Ui): void {
    this.#ui = change(this.#ui);
    if (!this.#isBatching) this.draw();
  }

  /** Several changes drawn together. */
  batch(run: () => void): void {
    this.#isBatching = true;
    try {
      run();
    } finally {
      this.#isBatching = false;
      this.draw();
    }
  }

  draw(): void {
    this.#cancelDraw?.();
    this.#cancelDraw = undefined;
    const startedAt = this.#clock.now();
    this.#tick();
    this.#follow();
    for (const listener of [...this.#listeners]) listener();
    this.#lastDrawnAt = this.#clock.now();
    this.#drawTookMs = this.#lastDrawnAt - startedAt;
  }

  readonly #onArrival = (): void => {
    if (this.#isBatching || this.#cancelDraw !== undefined) return;
    const pause = Math.max(arrivalsMs, restShare * this.#drawTookMs);
    const due = this.#lastDrawnAt + pause - this.#clock.now();
    this.#cancelDraw = this.#clock.setTimer(Math.max(0, due), () => this.draw());
  };

  /** While a countdown shows, the time on the screen goes on. */
  #tick(): void {
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    if (this.client.getState().connection.status !== 'waiting') return;
    this.#ui = { ...this.#ui, now: this.#clock.now() };
    this.#cancelTick = this.#clock.setTimer(1000, () => this.draw());
  }

  /** What is seen asks for more: older messages at the top; what is read counts as read. */
  #follow(): void {
    const { client } = this;
    const { wantsOlder, wantsNewer, hasLast } = this.view();
    const state = client.getState();
    const room = state.rooms.get(state.current);
    client.setLooking(this.#ui.terminalFocus !== 'elsewhere' && hasLast);
    if (visitShown(state)) {
      if (wantsOlder) client.loadAround('older');
      if (wantsNewer) client.loadAround('newer');
      return;
    }
    if (room === undefined || state.connection.status !== 'live') return;
    const canLoad = wantsOlder && room.timeline.hasOlder && !room.isLoadingOlder;
    if (canLoad) client.loadOlder(room.name);
  }
}
