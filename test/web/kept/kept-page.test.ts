// What is kept of the page: there again after a reload, damaged or not, and written neither too often nor too late.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '../../../src/sdk/client.ts';
import { Keeper, keepEveryMs } from '../../../src/web/kept/keeper.ts';
import {
  type KeptPage,
  keptPageLimits,
  pageOf,
  parts,
  readPage,
  writePart,
} from '../../../src/web/kept/kept-page.ts';
import { noShelf } from '../../../src/web/kept/shelf.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { createPair } from '../../support/pair.ts';
import { FakeStorage } from './fake-browser.ts';

const message = { id: 'a-1', room: 'ops', kind: 'text', content: 'not sent', at: 1 } as const;
const page: KeptPage = {
  kept: { token: 'T1', pending: [message] },
  name: 'alice',
  rooms: ['general', 'ops', '@alice+bob'],
  room: 'ops',
  drafts: new Map([['ops', 'half a thought']]),
};

function kept(of: KeptPage = page): FakeStorage {
  return new FakeStorage(new Map(parts.map((part) => [part, writePart(part, of)])));
}

test('what is kept is there again', () => {
  assert.deepEqual(readPage(kept().shelf()), page);
  const nothing = {
    kept: { pending: [] },
    name: '',
    rooms: [],
    room: undefined,
    drafts: new Map(),
  };
  assert.deepEqual(readPage(noShelf), nothing);
});

test('what is damaged costs nothing else', () => {
  for (const damaged of parts) {
    for (const text of ['{', 'null', '7', '"x"', '[[[1,2]]]', '{"open":[4]}', '\u0000']) {
      const storage = kept();
      storage.items.set(damaged, text);
      const read = readPage(storage.shelf());
      if (damaged !== 'person') assert.equal(read.kept.token, 'T1');
      if (damaged !== 'pending') assert.equal(read.kept.pending.length, 1);
      if (damaged !== 'drafts') assert.deepEqual(read.drafts, page.drafts);
      if (damaged !== 'rooms') assert.deepEqual(read.rooms.slice(0, 2), ['general', 'ops']);
    }
  }
});

test('a direct room of a name that one does not have is not opened', () => {
  const { rooms } = readPage(kept({ ...page, name: 'carol' }).shelf());
  assert.deepEqual(rooms, ['general', 'ops']);
});

test('drafts are bounded, and empty ones are none', () => {
  const { draftLength, drafts: most } = keptPageLimits;
  const client = createClient({
    transport: createPair().transport,
    clock: new FakeClock(),
    random: () => 0,
    room: 'general',
  });
  const many = Array.from({ length: most + 5 }, (_, index): [string, string] => [`r${index}`, 'x']);
  const drafts = new Map([...many, ['long', 'x'.repeat(draftLength + 1)], ['empty', '']]);
  const of = pageOf(client.getState(), client.getKept(), drafts);
  assert.deepEqual(
    [...of.drafts.keys()],
    many.slice(-most).map(([room]) => room),
  );
});

test('it is written a moment after a change, once for many, and only what has changed', () => {
  const clock = new FakeClock();
  const storage = new FakeStorage();
  const writes: string[] = [];
  const shelf = {
    ...storage.shelf(),
    set: (name: string, text: string) => {
      writes.push(name);
      return storage.shelf().set(name, text);
    },
  };
  let now = page;
  const keeper = new Keeper(shelf, clock, () => now);
  keeper.see();
  clock.advance(keepEveryMs - 1);
  keeper.see();
  assert.deepEqual(writes, []);
  clock.advance(1);
  assert.deepEqual(writes.splice(0), parts);
  keeper.see();
  clock.advance(keepEveryMs);
  assert.deepEqual(writes, [], 'nothing has changed');
  now = { ...page, drafts: new Map([['ops', 'half a thought.']]) };
  keeper.see();
  keeper.flush();
  assert.deepEqual(writes, ['drafts'], 'at once when the page is left');
  assert.equal(clock.size, 0);
  assert.deepEqual(readPage(storage.shelf()), now);
});

test('a storage that is full is tried again with the next change', () => {
  const clock = new FakeClock();
  const storage = new FakeStorage();
  storage.isBroken = true;
  const keeper = new Keeper(storage.shelf(), clock, () => page);
  keeper.flush();
  storage.isBroken = false;
  keeper.see();
  clock.advance(keepEveryMs);
  assert.deepEqual(readPage(storage.shelf()), page);
});
