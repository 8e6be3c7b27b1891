// Which kept session a tab takes: reloaded, closed and opened, two at once, duplicated.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SeatTools, seatLimits, takeSeat } from '../../../src/web/kept/seat.ts';
import type { Shelf } from '../../../src/web/kept/shelf.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeAir, FakeLocks, FakeStorage } from './fake-browser.ts';

/** A browser, and tabs of it. */
class Browser {
  readonly clock = new FakeClock();
  readonly local = new FakeStorage();
  readonly locks: FakeLocks | undefined;
  readonly air = new FakeAir();
  #words = 0;

  constructor(locks?: FakeLocks) {
    this.locks = locks;
  }

  open(tab = new FakeStorage()): Tab {
    return new Tab(this, tab);
  }

  newWord(): string {
    this.#words += 1;
    return `word${this.#words}`;
  }
}

class Tab {
  readonly storage: FakeStorage;
  readonly shelf: Promise<Shelf>;
  readonly #browser: Browser;
  readonly #locks: ReturnType<FakeLocks['tab']> | undefined;
  readonly #channel: ReturnType<FakeAir['tab']>;

  constructor(browser: Browser, storage: FakeStorage) {
    this.#browser = browser;
    this.storage = storage;
    this.#locks = browser.locks?.tab();
    this.#channel = browser.air.tab();
    const tools: SeatTools = {
      clock: browser.clock,
      seat: (number) => browser.local.shelf(`${number} `),
      tab: storage.shelf(),
      locks: this.#locks,
      lockName: (number) => `seat ${number}`,
      channel: this.#channel,
      newWord: () => browser.newWord(),
    };
    this.shelf = takeSeat(tools);
  }

  /** Whose session it is, once it has its seat; the first to ask gives it a name. */
  async person(name: string): Promise<string> {
    const shelf = await this.shelf;
    if (shelf.get('person') === undefined) shelf.set('person', name);
    return shelf.get('person') ?? 'nobody';
  }

  close(): void {
    this.#locks?.close();
    this.#channel.close();
  }

  /** The next page begins before the last one is quite gone. */
  reload(): Tab {
    const next = this.#browser.open(this.storage);
    this.close();
    return next;
  }

  duplicate(): Tab {
    return this.#browser.open(new FakeStorage(this.storage.items));
  }
}

/** Everything that waits for others of this turn has gone on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a reload is the same session, and so is the browser closed and opened', async () => {
  const browser = new Browser(new FakeLocks());
  const tab = browser.open();
  assert.equal(await tab.person('ann'), 'ann');
  const reloaded = tab.reload();
  assert.equal(await reloaded.person('ben'), 'ann');
  reloaded.close();
  assert.equal(await browser.open().person('ben'), 'ann');
});

test('two tabs at once are two sessions, and each keeps its own over a reload', async () => {
  const browser = new Browser(new FakeLocks());
  const [first, second] = [browser.open(), browser.open()];
  assert.equal(await first.person('ann'), 'ann');
  assert.equal(await second.person('ben'), 'ben');
  const again = second.reload();
  assert.equal(await first.reload().person('x'), 'ann');
  assert.equal(await again.person('x'), 'ben');
});

test('a duplicated tab waits for a seat that is not freed, and takes another one', async () => {
  const browser = new Browser(new FakeLocks());
  const tab = browser.open();
  await tab.person('ann');
  const copy = tab.duplicate();
  const copied = copy.person('ben');
  await turn();
  browser.clock.advance(seatLimits.ownWithinMs);
  assert.equal(await copied, 'ben');
  assert.equal(await tab.reload().person('x'), 'ann');
  assert.equal(await copy.reload().person('x'), 'ben');
});

test('with all seats taken a tab begins anew, and keeps nothing', async () => {
  const browser = new Browser(new FakeLocks());
  for (let number = 1; number <= seatLimits.seats; number += 1) {
    assert.equal(await browser.open().person(`person ${number}`), `person ${number}`);
  }
  assert.equal(await browser.open().person('one more'), 'nobody');
});

test('a seat that no tab could have had is not looked for', async () => {
  for (const seat of ['0', '21', '1.5', 'x']) {
    const browser = new Browser(new FakeLocks());
    const tab = browser.open(new FakeStorage(new Map([['seat', seat]])));
    assert.equal(await tab.person('ann'), 'ann');
    assert.equal(browser.clock.size, 0);
  }
});

test('where nothing may be kept the page has a seat all the same', async () => {
  const browser = new Browser(new FakeLocks());
  browser.local.isBroken = true;
  const storage = new FakeStorage();
  storage.isBroken = true;
  assert.equal(await browser.open(storage).person('ann'), 'nobody');
});

test('without locks the session is the tab’s: a reload is the same one, another tab is not', async () => {
  const browser = new Browser();
  const tab = browser.open();
  assert.equal(await tab.person('ann'), 'ann');
  assert.equal(await browser.open().person('ben'), 'ben');
  tab.close();
  const reloaded = browser.open(tab.storage);
  browser.clock.advance(seatLimits.answerWithinMs);
  assert.equal(await reloaded.person('x'), 'ann');
});

test('without locks a duplicated tab hears that the other one lives, and begins anew', async () => {
  const browser = new Browser();
  const tab = browser.open();
  await tab.person('ann');
  const copy = tab.duplicate();
  assert.equal(await copy.person('ben'), 'ben');
  copy.close();
  const reloaded = browser.open(copy.storage);
  browser.clock.advance(seatLimits.answerWithinMs);
  assert.equal(await reloaded.person('x'), 'ben');
});
