import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Entry } from '../../../src/protocol/messages.ts';
import { KnownMessages } from '../../../src/server/commands/known-messages.ts';
import { Placing } from '../../../src/server/commands/placing.ts';
import { Renumbering } from '../../../src/server/commands/renumbering.ts';
import { fc } from '../../support/generated.ts';
import { entry } from '../log/open-log.ts';

const one = '2026-11-20T01:00:00.000Z';
const two = '2026-11-20T02:00:00.000Z';
const three = '2026-11-20T03:00:00.000Z';

/** The log after an import, and how many were there already. */
function imported(log: readonly Entry[], messages: readonly Entry[]) {
  const known = new KnownMessages(7);
  for (const each of log) known.add(each);
  const placing = new Placing(known, log.at(-1)?.seq ?? 0, log.at(-1)?.timestamp ?? '');
  const placed = messages.map((message) => placing.place(message));
  const added = placed.flatMap((each) => (each.is === 'new' ? [each.entry] : []));
  return {
    log: [...log, ...added],
    added,
    there: placed.filter(({ is }) => is === 'there').length,
    astray: placed.filter(({ is }) => is === 'astray').length,
  };
}

const mine = [entry(1, { id: 'm-1', timestamp: two }), entry(4, { id: 'm-2', timestamp: two })];

describe('an imported message', () => {
  it('that continues the log is kept as it is', () => {
    const next = [
      entry(6, { timestamp: two }),
      entry(9, { id: 'x-1', timestamp: three, target: 6 }),
    ];
    assert.deepEqual(imported(mine, next).added, next);
    assert.deepEqual(imported([], mine).added, mine);
  });

  it('with a seq that is taken gets the next one, and keeps its later time', () => {
    const { added } = imported(mine, [entry(2, { id: 'x-1', timestamp: three })]);
    assert.deepEqual(added, [entry(5, { id: 'x-1', timestamp: three })]);
  });

  it('that is older gets the time of the last message, so that time never goes back', () => {
    const { added } = imported(mine, [entry(9, { id: 'x-1', timestamp: one })]);
    assert.deepEqual(added, [entry(5, { id: 'x-1', timestamp: two })]);
  });

  it('without an id gets one when it is renumbered, the same each time', () => {
    const nameless = [entry(2, { timestamp: one })];
    const once = imported(mine, nameless);
    assert.match(once.added[0]?.id ?? '', /^import-[0-9a-f]{32}$/);
    assert.equal(imported(once.log, nameless).there, 1);
  });

  it('points at the message that it pointed at, also at one that was there', () => {
    const theirs = [
      entry(2, { id: 'x-1', timestamp: one }),
      entry(3, { id: 'm-2', timestamp: two }),
      entry(5, { id: 'x-2', timestamp: two, target: 2 }),
      entry(6, { id: 'x-3', timestamp: two, target: 3, kind: 'delete', content: '' }),
    ];
    const { added, there } = imported(mine, theirs);
    assert.deepEqual(
      added.map(({ id, seq, target }) => [id, seq, target]),
      [
        ['x-1', 5, undefined],
        ['x-2', 6, 5],
        ['x-3', 7, 4],
      ],
    );
    assert.equal(there, 1);
  });

  it('never points at a stranger: a reply becomes a text, a change is left out', () => {
    const theirs = [
      entry(2, { id: 'x-1', timestamp: one, target: 1 }),
      entry(3, { id: 'x-2', timestamp: one, target: 1, kind: 'edit' }),
      entry(90, { id: 'x-3', timestamp: three, target: 1 }),
    ];
    const { added, astray } = imported(mine, theirs);
    assert.deepEqual(
      added.map(({ id, target }) => [id, target]),
      [
        ['x-1', undefined],
        ['x-3', undefined],
      ],
    );
    assert.equal(astray, 1);
  });

  it('of a log that goes on elsewhere may point at what only the log has', () => {
    const { added } = imported(mine, [entry(7, { timestamp: two, target: 1, kind: 'edit' })]);
    assert.equal(added[0]?.target, 1);
  });

  it('that says the same as another at the same time is another', () => {
    const twins = [entry(7, { timestamp: two }), entry(8, { timestamp: two })];
    const { log } = imported(mine, twins);
    assert.equal(log.length, 4);
    assert.equal(imported(log, twins).there, 2);
    assert.equal(imported(log.slice(0, 3), twins).added.length, 1);
  });
});

/** Any messages, with few words and ids, so that much is alike; targets before them. */
const talk = fc
  .array(
    fc.record({
      skip: fc.nat(2),
      hour: fc.nat(3),
      content: fc.constantFrom('a', 'b'),
      id: fc.option(fc.nat(30), { nil: undefined }),
      kind: fc.constantFrom('text', 'edit'),
      back: fc.nat(6),
    }),
    { maxLength: 30 },
  )
  .map((parts) => {
    let seq = 0;
    let hour = 0;
    const ids = new Set<number>();
    return parts.map(({ skip, content, id, kind, back, ...part }): Entry => {
      seq += 1 + skip;
      hour = Math.max(hour, part.hour);
      const timestamp = `2026-11-20T0${hour}:00:00.000Z`;
      const said = entry(seq, { content, timestamp });
      const named = id === undefined || ids.has(id) ? said : { ...said, id: `i-${id}` };
      ids.add(id ?? -1);
      const target = seq - back;
      return back === 0 || target < 1 ? named : { ...named, kind: kind as 'text', target };
    });
  });

describe('whatever is imported into whatever log', () => {
  it('leaves an order: seq grows, time never goes back, targets are before, ids are there once', () => {
    fc.assert(
      fc.property(talk, talk, (log, messages) => {
        const after = imported(log, messages).log;
        const ids = after.flatMap(({ id }) => id ?? []);
        assert.equal(new Set(ids).size, ids.length);
        for (const [at, each] of after.entries()) {
          assert.ok(each.seq > (after[at - 1]?.seq ?? 0));
          assert.ok(each.timestamp >= (after[at - 1]?.timestamp ?? ''));
          assert.ok((each.target ?? 0) < each.seq);
        }
      }),
    );
  });

  it('is there when it is imported again', () => {
    fc.assert(
      fc.property(talk, talk, (log, messages) => {
        const once = imported(log, messages);
        assert.deepEqual(imported(once.log, messages).added, []);
      }),
    );
  });

  it('is the same log where that was empty, and an interrupted import can be gone on with', () => {
    fc.assert(
      fc.property(talk, fc.nat(30), (messages, cut) => {
        assert.deepEqual(imported([], messages).log, messages);
        const part = imported([], messages.slice(0, cut)).log;
        assert.deepEqual(imported(part, messages).log, messages);
      }),
    );
  });
});

it('a table of known messages finds each of many, and none besides', () => {
  const known = new KnownMessages(1);
  for (let seq = 1; seq <= 20_000; seq++)
    known.add(entry(seq, seq % 2 === 0 ? { id: `a-${seq}` } : { content: `${seq % 5_000}` }));
  for (let seq = 2; seq <= 20_000; seq += 2) assert.equal(known.ofId(`a-${seq}`), seq);
  assert.equal(known.ofId('a-1'), undefined);
  const alike = () => known.takeAlike(entry(0, { content: '7' }));
  assert.deepEqual(
    [alike(), alike(), alike(), alike(), alike()],
    [7, 5_007, 10_007, 15_007, undefined],
  );
});

it('a renumbering knows each message that was noted, and no other', () => {
  const moved = new Renumbering();
  for (let seq = 1; seq <= 10; seq++) moved.note(seq, seq);
  assert.equal(moved.isNone, true);
  for (let seq = 20; seq <= 9_000; seq += 2) moved.note(seq, seq + 5);
  assert.deepEqual(
    [7, 11, 20, 21, 4_000, 9_000, 9_001].map((seq) => moved.find(seq)),
    [7, undefined, 25, undefined, 4_005, 9_005, undefined],
  );
});
