import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { FromIndex, IndexNote } from '../../../src/server/derived/exchange.ts';
import { LogIndex } from '../../../src/server/derived/log-index.ts';
import type { Live } from '../../../src/server/derived/source.ts';
import { atEnd, entry, temporaryDirectory } from '../log/open-log.ts';
import { LogModel, withoutPlaces } from './log-model.ts';

/** A thread of its own on the log of a model, and what it tells. */
class Threaded {
  readonly log: LogModel;
  readonly index: LogIndex;
  readonly notes: IndexNote[] = [];
  readonly rooms = new Map<string, unknown>();
  whole: Extract<FromIndex, { type: 'whole' }> | undefined;
  #awaited: (() => void)[] = [];
  /** Set: what is said to be written, whatever lies at the path. */
  live: Live | undefined;

  constructor(t: TestContext, log: LogModel) {
    this.log = log;
    this.index = new LogIndex({
      logPath: log.path,
      live: () => this.live ?? log.live,
      onRooms: (rooms) =>
        this.#told(() => {
          for (const [room, facts] of rooms) this.rooms.set(room, facts);
        }),
      onWhole: (whole) =>
        this.#told(() => {
          this.whole = whole;
        }),
      note: (note) => this.#told(() => this.notes.push(note)),
      restartMs: 20,
    });
    atEnd(t, () => this.index.close());
  }

  #told(note: () => void): void {
    note();
    for (const check of this.#awaited.splice(0)) check();
  }

  async until(isTrue: () => boolean): Promise<void> {
    // The thread alone does not keep the process alive.
    const alive = setInterval(() => {}, 1_000);
    while (!isTrue()) await new Promise<void>((resolve) => this.#awaited.push(resolve));
    clearInterval(alive);
  }
}

function newLog(t: TestContext, count: number): LogModel {
  const log = new LogModel(temporaryDirectory(t));
  log.append(...Array.from({ length: count }, (_, at) => entry(at + 1, { id: `s-${at + 1}` })));
  return log;
}

test('questions are answered as of when they are asked, and rooms are told', async (t) => {
  const threaded = new Threaded(t, newLog(t, 500));
  const { log, index } = threaded;
  const ask = { room: 'general', before: 10_000, limit: 50 };
  assert.deepEqual(withoutPlaces(await index.ask('before', ask)), log.answer('before', ask));
  log.append(entry(501, { room: 'ops', kind: 'topic', content: 'New' }));
  assert.deepEqual(await index.ask('room', { room: 'ops' }), { last: 501, topic: 'New' });
  log.rotate();
  index.refind();
  log.append(entry(502, { room: 'ops' }));
  assert.equal((await index.ask('findId', { publicId: 's-7', after: 0 }))?.seq, 7);
  assert.equal((await index.ask('one', { room: 'ops', seq: 502 })).messages[0]?.prev, 501);
  await threaded.until(() => threaded.whole !== undefined);
  assert.deepEqual(threaded.rooms.get('general'), { last: 500, topic: '' });
  assert.deepEqual(threaded.notes, []);
});

test('what is wrong with the index is told from the thread', async (t) => {
  const log = newLog(t, 500);
  writeFileSync(log.indexPath, 'a shopping list');
  const threaded = new Threaded(t, log);
  await threaded.until(() => threaded.notes.length === 2);
  assert.deepEqual(
    threaded.notes.map(({ type }) => type),
    ['index-remade', 'index-whole'],
  );
});

test('a thread that crashes refuses who waits, says so once, and comes back', async (t) => {
  const threaded = new Threaded(t, newLog(t, 100));
  const { index, log } = threaded;
  const ask = { room: 'general', before: 1_000, limit: 5 };
  await index.ask('before', ask);
  threaded.live = log.live;
  const folder = dirname(log.path);
  renameSync(folder, `${folder}-away`);
  index.refind();
  await assert.rejects(index.ask('before', ask));
  await threaded.until(() => threaded.notes.some(({ type }) => type === 'index-failed'));
  await assert.rejects(index.ask('before', ask));
  // Begun again, in vain, some times.
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(threaded.notes.filter(({ type }) => type === 'index-failed').length, 1);
  renameSync(`${folder}-away`, folder);
  let page: unknown;
  while (page === undefined) {
    page = await index.ask('before', ask).catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.deepEqual(page, log.answer('before', ask));
});

test('closing refuses who waits and what is asked later, and ends at once', async (t) => {
  const { index } = new Threaded(t, newLog(t, 60_000));
  const ask = { room: 'nowhere', before: 1_000_000, limit: 500 };
  const waiting = Array.from({ length: 1_000 }, () => index.ask('before', ask));
  const ended = Promise.allSettled(waiting);
  const closed = index.close();
  await assert.rejects(index.ask('before', ask), /not there/);
  assert.ok((await ended).every(({ status }) => status === 'rejected'));
  await closed;
  assert.equal(index.close(), index.close());
});

test('more questions than can wait are refused', async (t) => {
  const { index } = new Threaded(t, newLog(t, 10));
  const asked = Array.from({ length: 1_030 }, () => index.ask('room', { room: 'general' }));
  const refused = (await Promise.allSettled(asked)).filter(({ status }) => status === 'rejected');
  assert.equal(refused.length, 6);
});
