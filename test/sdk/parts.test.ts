// The small parts of the client core, each by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoffMs } from '../../src/sdk/backoff.ts';
import { messageIds } from '../../src/sdk/ids.ts';
import {
  compareNames,
  putMember,
  removeMember,
  renameMember,
  sortMembers,
} from '../../src/sdk/members.ts';
import { isMention } from '../../src/sdk/mentions.ts';
import { maxOutbox, Outbox } from '../../src/sdk/outbox.ts';
import { nextPhase, phases } from '../../src/sdk/phases.ts';
import { initialState, maxRooms, reduce } from '../../src/sdk/reduce.ts';
import type { Member, Pending } from '../../src/sdk/state.ts';
import { Store } from '../../src/sdk/store.ts';
import { listNames, presenceWords } from '../../src/sdk/words.ts';
import { fc } from '../support/generated.ts';
import { message } from './scene.ts';

test('waits grow from half a second to half a minute, and never beyond', () => {
  const most = Array.from({ length: 9 }, (_, index) => backoffMs(index + 1, () => 1));
  assert.deepEqual(most, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  assert.equal(
    backoffMs(1, () => 0),
    250,
  );
  assert.equal(
    backoffMs(1_000_000, () => 0),
    15_000,
  );
});

test('ids are short, allowed on the wire, and never the same', () => {
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const ids = [messageIds(random), messageIds(random)].flatMap((next) =>
    Array.from({ length: 2_000 }, next),
  );
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[A-Za-z0-9._:-]{1,12}$/);
});

test('a phase goes on as the table says, and what is not in it is a bug', () => {
  assert.equal(nextPhase('waiting', 'retried'), 'connecting');
  assert.throws(() => nextPhase('offline', 'welcomed'), /offline can't be welcomed/);
  const reachable = new Set(Object.values(phases).flatMap((row) => Object.values(row)));
  assert.deepEqual([...reachable].sort(), Object.keys(phases).sort());
});

test('a name is mentioned as a word, in any case', () => {
  for (const text of [
    'alice',
    'Alice, look',
    'ping @ALICE.',
    'hey\nalice!',
    '(alice)',
    'alice: hi',
  ]) {
    assert.equal(isMention(text, 'alice'), true, text);
  }
  for (const text of ['malice', 'alices', 'alice-2', 'alice_', 'x.alice', 'älice', 'alicé', '']) {
    assert.equal(isMention(text, 'alice'), false, text);
  }
  assert.equal(isMention('ask a.b-c now', 'a.b-c'), true);
  assert.equal(isMention('anything', ''), false);
});

const member = (name: string): Member => ({ name, status: 'online', role: 'guest' });

test('members stay sorted whatever their case, and no name is there twice', () => {
  const name = fc.stringMatching(/^[a-dA-D]{1,2}$/);
  fc.assert(
    fc.property(fc.array(name), (names) => {
      const members = names.reduce<readonly Member[]>(
        (all, one) => putMember(all, member(one)),
        [],
      );
      assert.deepEqual(members, sortMembers(members));
      const folded = members.map((one) => one.name.toLowerCase());
      assert.equal(new Set(folded).size, folded.length);
    }),
    { seed: 1 },
  );
  const three = sortMembers(['bob', 'Alice', 'carol'].map(member));
  assert.deepEqual(
    renameMember(three, 'Alice', 'dora').map(({ name: one }) => one),
    ['bob', 'carol', 'dora'],
  );
  assert.equal(removeMember(three, 'BOB').length, 2);
  assert.equal(removeMember(three, 'nobody'), three);
  const many = Array.from({ length: 300 }, (_, index) => member(`n${index}`));
  assert.equal(putMember(sortMembers(many), member('zoe')).length, 200);
});

test('the store tells once of a batch, and not at all of nothing', () => {
  const store = new Store(1);
  const heard: number[] = [];
  store.subscribe(() => heard.push(store.get()));
  store.batch(() => {
    store.set(2);
    store.batch(() => store.set(3));
  });
  store.set(3);
  store.batch(() => {});
  assert.deepEqual(heard, [3]);
});

const pendingOf = (id: string, room = 'general'): Pending => ({
  type: 'pending',
  id,
  room,
  kind: 'text',
  content: id,
  at: 0,
  delivery: 'pending',
});

test('the outbox gives one at a time, and the same one after a loss', () => {
  const outbox = new Outbox();
  for (const id of ['a', 'b']) outbox.add({ pending: pendingOf(id) });
  assert.equal(outbox.next()?.id, 'a');
  outbox.write('S1', 7);
  assert.equal(outbox.next(), undefined);
  outbox.disconnect();
  assert.equal(outbox.next()?.id, 'a');
  outbox.settle('b');
  assert.equal(outbox.size, 2, 'only the first can be settled');
  outbox.settle('a');
  assert.equal(outbox.next()?.id, 'b');
});

test('of a full outbox, of a closed room, of another session', () => {
  const outbox = new Outbox();
  while (outbox.size < maxOutbox)
    assert.ok(outbox.add({ pending: pendingOf(`m${outbox.size}`, 'ops') }));
  assert.equal(outbox.add({ pending: pendingOf('x') }), false);
  outbox.write('S1', 7);
  assert.equal(outbox.removeRoom('ops').length, maxOutbox - 1, 'what is on its way stays');
  outbox.disconnect();
  assert.equal(outbox.doubt('S1'), undefined);
  assert.deepEqual(outbox.doubt('S2'), { session: 'S1', after: 7 });
  outbox.write('S1', 9);
  assert.equal(outbox.doubt('S2')?.after, 7, 'the first time counts');
  outbox.dispel();
  assert.equal(outbox.doubt('S2'), undefined);
  outbox.disconnect();
  const [last] = outbox.removeRoom('ops');
  assert.deepEqual([last?.pending.id, outbox.size], ['m0', 0]);
});

test('strangers cannot open rooms without end', () => {
  let state = initialState('alice', 'general');
  for (let index = 0; index < 300; index += 1) {
    const sender = `s${index}`;
    const direct = message(index + 1, 0, { room: `@alice+${sender}`, sender });
    state = reduce(state, direct, 0);
  }
  assert.equal(state.rooms.size, maxRooms);
});

test('names are listed as people list them', () => {
  assert.equal(listNames(['a']), 'a');
  assert.equal(listNames(['a', 'b', 'c']), 'a, b and c');
  assert.equal(listNames(['a', 'b', 'c', 'd', 'e', 'f']), 'a, b, c, d and 2 more');
  assert.equal(presenceWords({ came: ['a', 'b'], went: ['c'] }), 'a and b joined, c left');
});

test('numbers in names stand in the order in which people count', () => {
  const names = ['user-10', 'user-2', 'user', 'user-2b', 'user-1', 'user-010', 'user-02'];
  assert.deepEqual(names.toSorted(compareNames), [
    'user',
    'user-1',
    'user-2',
    'user-2b',
    'user-02',
    'user-10',
    'user-010',
  ]);
});

test('the order of names is one order, whatever stands in them', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '0', '1', '2', '-'), maxLength: 6 });
  fc.assert(
    fc.property(name, name, name, (one, two, three) => {
      assert.equal(Math.sign(compareNames(one, two)), -Math.sign(compareNames(two, one)) + 0);
      assert.equal(compareNames(one, two) === 0, one === two);
      if (compareNames(one, two) < 0 && compareNames(two, three) < 0)
        assert.ok(compareNames(one, three) < 0);
    }),
    { numRuns: 2000 },
  );
});
