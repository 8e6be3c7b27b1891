import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { formatEntry } from '../../../src/protocol/log-line.ts';
import type { Entry, Kind } from '../../../src/protocol/messages.ts';
import { viewOf } from '../../../src/server/core/direct-view.ts';
import { hashOfId } from '../../../src/server/core/id-filter.ts';
import { readQuery } from '../../../src/server/core/search-query.ts';
import { fc } from '../../support/generated.ts';
import { atEnd, entry, temporaryDirectory } from '../log/open-log.ts';
import { Indexed, LogModel, withoutPlaces } from './log-model.ts';

const open = ['general', 'ops', 'rare'] as const;
const direct = ['@alice+bob', '@bob+carol'] as const;
/** Owners; the names passed from some to others. */
const owners = ['a1', 'a2', 'b1', 'b2', 'c1'] as const;
const views = direct.flatMap((room) => owners.map((owner) => viewOf(room, owner)));
const sessions = ['s1', 's2'] as const;

/** One line to be: what it points at is worked out when the ones before it are known. */
const line = fc.record({
  gap: fc.constantFrom(1, 1, 1, 2, 50),
  room: fc.constantFrom('general', 'general', 'general', 'ops', 'rare', '@alice+bob', '@bob+carol'),
  kind: fc.constantFrom<Kind>(
    'text',
    'text',
    'text',
    'action',
    'topic',
    'edit',
    'delete',
    'reaction',
  ),
  sender: fc.constantFrom('alice', 'Bob', 'carol'),
  content: fc.constantFrom(
    'red apple',
    'green pear',
    'red pear #ops ',
    '1 #rare <bob> #general ',
    `apple ${'y'.repeat(300)}`,
    '"target":1 "id":"s1-1"',
  ),
  between: fc.option(fc.shuffledSubarray([...owners], { minLength: 2, maxLength: 2 }), {
    nil: undefined,
    freq: 8,
  }),
  session: fc.option(fc.constantFrom(...sessions), { nil: undefined }),
  back: fc.nat(6),
  isReply: fc.boolean(),
  rubbish: fc.option(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('', '# note', 'rubbish', ' #general ', '"target":') },
      { weight: 1, arbitrary: fc.constantFrom('z'.repeat(300_000), '#general '.repeat(140_000)) },
    ),
    { nil: undefined, freq: 8 },
  ),
});
type Line = typeof line extends fc.Arbitrary<infer T> ? T : never;

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('say' as const),
      lines: fc.array(line, { maxLength: 30 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('work' as const), slices: fc.nat(8) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('rotate' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('remove' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('copy' as const), number: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('uncopy' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('refind' as const) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('ask' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const question = fc.record({
  room: fc.constantFrom(...open, ...open, ...direct, ...views, 'nowhere', '@alice+bob nobody'),
  seq: fc.nat(300),
  limit: fc.constantFrom(0, 1, 2, 7, 500),
});
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

/** Entries that follow what is there; a change points at something earlier in its room. */
function entriesAfter(log: LogModel, drawn: readonly Line[]): (Entry | string)[] {
  const all = log.entries;
  let seq = log.last;
  return drawn.flatMap(({ gap, room, kind, sender, content, session, back, isReply, ...line }) => {
    seq += gap;
    const { rubbish } = line;
    const pointed = all.filter((each) => each.room === room).at(-1 - back);
    const target = pointed?.seq;
    const needsTarget = kind === 'edit' || kind === 'delete' || kind === 'reaction';
    const said = needsTarget && target === undefined ? 'text' : kind;
    const pointsAt = needsTarget || (kind === 'text' && isReply) ? target : undefined;
    const entry: Entry = {
      room,
      seq,
      sender,
      kind: said,
      content: said === 'delete' ? '' : content,
      timestamp: timeOf(seq),
      ...(session === undefined ? {} : { id: `${session}-${seq}` }),
      ...(pointsAt === undefined ? {} : { target: pointsAt }),
      ...betweenOf(room, needsTarget && pointed ? pointed.between : line.between),
    };
    all.push(entry);
    return rubbish === undefined ? [entry] : [rubbish, entry];
  });
}

/** A change is for those for whom its target is; some lines are an older server's, which did not say it. */
function betweenOf(room: string, owners: readonly string[] | undefined): Pick<Entry, 'between'> {
  const [one, other] = owners ?? [];
  const isDirect = room.startsWith('@') && one !== undefined && other !== undefined;
  return isDirect ? { between: [one, other] } : {};
}

/** Some are said in the same millisecond. */
function timeOf(seq: number): string {
  return new Date(Date.UTC(2026, 10, 20) + Math.floor(seq / 3) * 1000).toISOString();
}

function checkAnswers(log: LogModel, index: Indexed, asked: readonly Question[]): void {
  for (const { room, seq, limit } of asked) {
    const before = { room, before: seq, limit };
    assert.deepEqual(withoutPlaces(index.ask('before', before)), log.answer('before', before));
    const after = { room, after: seq, limit };
    assert.deepEqual(withoutPlaces(index.ask('after', after)), log.answer('after', after));
    const since = { room, at: timeOf(seq), limit };
    assert.deepEqual(withoutPlaces(index.ask('since', since)), log.answer('since', since));
    const one = { room, seq };
    assert.deepEqual(withoutPlaces(index.ask('one', one)), log.answer('one', one));
    assert.deepEqual(index.ask('room', { room }), log.answer('room', { room }));
    checkIds(log, index, seq);
    checkSearch(log, index, seq, limit);
  }
  const remade = index.notes.filter(({ type }) => type !== 'index-whole');
  assert.deepEqual(remade, [], 'nothing was wrong with the index');
}

function checkIds(log: LogModel, index: Indexed, seq: number): void {
  for (const session of sessions) {
    const publicId = `${session}-${seq}`;
    const after = Math.floor(seq / 2);
    const id = { publicId, after };
    assert.deepEqual(index.ask('findId', id), log.answer('findId', id));
    const hashes = new Set(index.ask('hashesOf', { session, after }));
    for (const { id = '', seq: used } of log.entries)
      if (id.startsWith(`${session}-`) && used > after) assert.ok(hashes.has(hashOfId(id)), id);
  }
}

const queries = ['red', 'red -pear', 'apple from:bob', 'pear in:ops in:general', 'from:alice'];

function checkSearch(log: LogModel, index: Indexed, before: number, limit: number): void {
  const query = readQuery(queries[before % queries.length] as string);
  const asker = owners[before % owners.length] as string;
  const ask = { query, asker, closed: before % 2 ? ['ops', 'nowhere'] : [], before, limit };
  const { messages, changes, isPartial } = index.ask('search', ask);
  const all = log.answer('search', ask) as ReturnType<typeof withoutPlaces>;
  if (!isPartial) assert.deepEqual(bySeq(withoutPlaces({ messages, changes })), bySeq(all));
  const more = log.answer('search', { ...ask, limit: 10_000 }) as typeof all;
  const seqs = new Set(more.messages.map(({ seq }) => seq));
  for (const { seq } of messages) assert.ok(seqs.has(seq), `${seq} is a hit`);
}

function bySeq({ messages, changes }: ReturnType<typeof withoutPlaces>) {
  const newestFirst = (one: { seq: number }, other: { seq: number }) => other.seq - one.seq;
  return { messages: messages.toSorted(newestFirst), changes: changes.toSorted(newestFirst) };
}

function openAnew(log: LogModel, index: Indexed, partBytes: number): Indexed {
  index.keeper.close();
  return new Indexed(log, partBytes);
}

test('every answer is that of a plain filter, whatever the log goes through and however much is indexed', (t) => {
  const directory = temporaryDirectory(t);
  let count = 0;
  const questions = fc.array(question, { minLength: 1, maxLength: 4 });
  const partBytes = fc.constantFrom(200, 1_000, 5_000, 1_000_000);
  const takeStep = (log: LogModel, index: Indexed, step: Step): void => {
    if (step.does === 'say') {
      log.append(...entriesAfter(log, step.lines));
      index.committed();
    } else if (step.does === 'work') index.work(step.slices);
    else if (step.does === 'rotate') log.rotate();
    else if (step.does === 'remove') log.removeOldest();
    else if (step.does === 'copy') log.copy(step.number);
    else if (step.does === 'uncopy') log.removeCopies();
    if (step.does !== 'say' && step.does !== 'work') index.refind();
  };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), questions, partBytes, (steps, asked, bytes) => {
      const folder = join(directory, String(count++));
      mkdirSync(folder);
      const log = new LogModel(folder);
      let index = new Indexed(log, bytes);
      try {
        for (const one of steps) {
          if (one.does === 'restart') index = openAnew(log, index, bytes);
          else takeStep(log, index, one);
          if (one.does === 'ask') checkAnswers(log, index, asked);
        }
        checkAnswers(log, index, asked);
        assert.equal(index.work(), false, 'the work ends');
        checkAnswers(log, index, asked);
        assert.equal(index.keeper.archive.progress.left, 0);
      } finally {
        index.keeper.close();
      }
    }),
    { numRuns: 100 },
  );
});

/** All but the newest bytes of the log are read through. */
function unindexed(t: TestContext, log: LogModel): Indexed {
  const index = new Indexed(log, 1_000);
  atEnd(t, () => index.keeper.close());
  return index;
}

test('a message of an older file is found, also before anything is indexed', (t) => {
  const log = new LogModel(temporaryDirectory(t));
  log.append(...Array.from({ length: 50 }, (_, at) => entry(at + 1, { id: `s-${at + 1}` })));
  log.rotate();
  log.append(...Array.from({ length: 50 }, (_, at) => entry(at + 51)));
  const index = unindexed(t, log);
  const one = { room: 'general', seq: 7 };
  assert.deepEqual(index.ask('one', one), log.answer('one', one));
});

test('an id is found right after a rotation, in the file before', (t) => {
  const log = new LogModel(temporaryDirectory(t));
  log.append(entry(1), entry(2, { id: 's-a' }));
  log.rotate();
  const index = unindexed(t, log);
  assert.equal(index.ask('findId', { publicId: 's-a', after: 1 })?.seq, 2);
  assert.equal(index.ask('findId', { publicId: 's-a', after: 2 }), undefined);
  const hashes = index.ask('hashesOf', { session: 's', after: 1 });
  assert.deepEqual([...hashes], [hashOfId('s-a')]);
});

test('a line of a megabyte that is no entry hides nothing before or behind it', (t) => {
  const log = new LogModel(temporaryDirectory(t));
  log.append(entry(1), entry(2), 'z'.repeat(1_300_000), entry(3), entry(4));
  log.append(
    'y'.repeat(700_000),
    entry(5),
    ...Array.from({ length: 20 }, (_, at) => entry(at + 6)),
  );
  const index = unindexed(t, log);
  for (let seq = 1; seq < 8; seq++) {
    for (const [name, ask] of [
      ['before', { room: 'general', before: seq, limit: 9 }],
      ['after', { room: 'general', after: seq, limit: 9 }],
      ['one', { room: 'general', seq }],
    ] as const) {
      assert.deepEqual(index.ask(name, ask), log.answer(name, ask));
    }
  }
  assert.equal(index.work(), false);
  const after = { room: 'general', after: 0, limit: 50 };
  assert.deepEqual(index.ask('after', after), log.answer('after', after));
});

test('an old line that somebody pasted anywhere hides nothing once all is indexed', (t) => {
  const directory = temporaryDirectory(t);
  let count = 0;
  const pasted = fc.uniqueArray(fc.record({ at: fc.nat(100), of: fc.nat(100) }), {
    maxLength: 4,
    selector: ({ at }) => at,
  });
  fc.assert(
    fc.property(pasted, fc.constantFrom(300, 2_000), fc.nat(3), (strays, partBytes, slices) => {
      const folder = join(directory, String(count++));
      mkdirSync(folder);
      const log = new LogModel(folder);
      for (let seq = 1; seq <= 100; seq++) {
        log.append(entry(seq));
        for (const { of } of strays.filter(({ at }) => at === seq))
          log.append(formatEntry(entry(Math.min(seq, of + 1))));
      }
      const index = new Indexed(log, partBytes);
      index.work(slices);
      index.keeper.close();
      const again = new Indexed(log, partBytes);
      assert.equal(again.work(), false);
      for (const seq of [1, 50, 99, 101]) {
        const before = { room: 'general', before: seq, limit: 200 };
        assert.deepEqual(again.ask('before', before), log.answer('before', before));
        const one = { room: 'general', seq };
        assert.deepEqual(again.ask('one', one), log.answer('one', one));
      }
      assert.deepEqual(again.notes, []);
      again.keeper.close();
    }),
    { numRuns: 30 },
  );
});
