// All events for one loop: a bounded queue between what happens and who reads it in their own time.
import { ChatError } from './chat-error.ts';
import type { Core } from './core.ts';
import type { ChatEvent } from './events.ts';
import type { Hearing } from './hearing.ts';

/** Events that stay where twice as many wait: the oldest go, as those of now say how things are. */
export const maxEvents = 1_000;

class EventQueue {
  readonly #stop: () => void;
  #events: ChatEvent[] = [];
  #missed = 0;
  #woken: () => void = () => {};

  constructor(hearing: Hearing) {
    this.#stop = hearing.onAll((event) => this.#add(event));
  }

  /** All that waits, in order. */
  take(): readonly ChatEvent[] {
    const events = this.#events;
    const missed = this.#missed;
    this.#events = [];
    this.#missed = 0;
    return missed === 0 ? events : [{ type: 'missed', count: missed }, ...events];
  }

  /** Until there is something to take, or `wake` is called. */
  filled(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.#events.length > 0) resolve();
    this.#woken = resolve;
    return promise;
  }

  wake(): void {
    this.#woken();
  }

  close(): void {
    this.#stop();
  }

  #add(event: ChatEvent): void {
    this.#events.push(event);
    // Many at once: dropping copies.
    if (this.#events.length > 2 * maxEvents) {
      this.#missed += this.#events.length - maxEvents;
      this.#events = this.#events.slice(-maxEvents);
    }
    this.#woken();
  }
}

export function eventsOf(
  core: Core,
  hearing: Hearing,
  signal?: AbortSignal | undefined,
): AsyncGenerator<ChatEvent, void, undefined> {
  return eventsIn(core, new EventQueue(hearing), signal);
}

async function* eventsIn(core: Core, queue: EventQueue, signal?: AbortSignal | undefined) {
  let isDone = false;
  let why: unknown;
  // Heard once: to race with it for each event would keep something of every event until the chat is over.
  void core
    .until(() => isDone || undefined, signal)
    .catch((error: unknown) => {
      why = error;
      queue.wake();
    });
  try {
    for (;;) {
      const events = queue.take();
      for (const event of events) yield event;
      if (events.length > 0) continue;
      if (why !== undefined) break;
      await queue.filled();
    }
    if (!(why instanceof ChatError) || why.code !== 'closed') throw why;
  } finally {
    isDone = true;
    queue.close();
  }
}
