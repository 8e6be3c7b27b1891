// What browsers keep and share between tabs, in memory: storages, locks, channels.
import type { Channel, Locks } from '../../../src/web/kept/seat.ts';
import { type Shelf, shelfIn } from '../../../src/web/kept/shelf.ts';

/** A storage as browsers have them; a copy is what a duplicated tab gets. */
export class FakeStorage {
  readonly items: Map<string, string>;
  /** As when it is full, or forbidden. */
  isBroken = false;

  constructor(items: ReadonlyMap<string, string> = new Map()) {
    this.items = new Map(items);
  }

  getItem(name: string): string | null {
    if (this.isBroken) throw new Error('SecurityError');
    return this.items.get(name) ?? null;
  }

  setItem(name: string, text: string): void {
    if (this.isBroken) throw new Error('QuotaExceededError');
    this.items.set(name, text);
  }

  shelf(prefix = ''): Shelf {
    return shelfIn(() => this, prefix);
  }
}

interface Waiter {
  readonly name: string;
  readonly grant: () => void;
}

/** The locks of one browser; each tab has its own way to them. */
export class FakeLocks {
  readonly #held = new Map<string, FakeTabLocks>();
  #waiting: Waiter[] = [];

  tab(): FakeTabLocks {
    return new FakeTabLocks(this);
  }

  isHeld(name: string): boolean {
    return this.#held.has(name);
  }

  hold(name: string, tab: FakeTabLocks): void {
    this.#held.set(name, tab);
  }

  wait(waiter: Waiter): () => void {
    this.#waiting.push(waiter);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== waiter);
    };
  }

  /** The tab is closed or reloaded. */
  release(tab: FakeTabLocks): void {
    for (const [name, holder] of [...this.#held]) {
      if (holder !== tab) continue;
      this.#held.delete(name);
      this.#waiting.find((waiter) => waiter.name === name)?.grant();
    }
  }
}

export class FakeTabLocks implements Locks {
  readonly #all: FakeLocks;

  constructor(all: FakeLocks) {
    this.#all = all;
  }

  close(): void {
    this.#all.release(this);
  }

  async request(
    ...[name, { ifAvailable, signal }, run]: Parameters<Locks['request']>
  ): Promise<unknown> {
    if (!this.#all.isHeld(name)) return this.#grant(name, run);
    if (ifAvailable) return run(null);
    await new Promise<void>((resolve, reject) => {
      const cancel = this.#all.wait({ name, grant: resolve });
      signal?.addEventListener('abort', () => {
        cancel();
        reject(new Error('AbortError'));
      });
    });
    return this.#grant(name, run);
  }

  #grant(name: string, run: Parameters<Locks['request']>[2]): Promise<void> | undefined {
    this.#all.hold(name, this);
    return run({ name });
  }
}

/** What tabs of one browser say to each other. */
export class FakeAir {
  readonly #listeners = new Map<object, Set<(text: string) => void>>();

  tab(): Channel & { close(): void } {
    const own = {};
    const listeners = new Set<(text: string) => void>();
    this.#listeners.set(own, listeners);
    return {
      post: (text) => {
        for (const [other, theirs] of this.#listeners) {
          if (other !== own) for (const listener of theirs) listener(text);
        }
      },
      hear: (listener) => listeners.add(listener),
      close: () => this.#listeners.delete(own),
    };
  }
}
