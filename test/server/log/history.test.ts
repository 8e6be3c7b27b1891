import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { formatEntry, logHeader } from '../../../src/protocol/log-line.ts';
import type { Entry, Message } from '../../../src/protocol/messages.ts';
import type { LogLimits } from '../../../src/server/log/limits.ts';
import { fc } from '../../support/generated.ts';
import {
  draft,
  entry,
  messagesOf,
  OpenedLog,
  openLog,
  temporaryDirectory,
  writeLog,
} from './open-log.ts';

function pageBefore(
  all: readonly Message[],
  room: string,
  before: number,
  limit: number,
): Message[] {
  const found = all.filter((each) => each.room === room && each.seq < before);
  return found.slice(Math.max(0, found.length - limit));
}

function pageAfter(all: readonly Message[], room: string, after: number, limit: number): Message[] {
  return all.filter((each) => each.room === room && each.seq > after).slice(0, limit);
}

const rooms = ['general', 'ops', '@alice+bob', 'rare'] as const;

interface Line {
  readonly gap: number;
  readonly room: string;
  readonly content: string;
  readonly rubbish: string | undefined;
}

const line: fc.Arbitrary<Line> = fc.record({
  gap: fc.constantFrom(1, 1, 1, 2, 50),
  room: fc.constantFrom('general', 'general', 'general', 'ops', '@alice+bob', 'rare'),
  // Content may look like another room's line.
  content: fc.constantFrom(
    'x',
    ' #ops ',
    '1 #rare <bob> #general ',
    ' @alice+bob ',
    'y'.repeat(300),
  ),
  rubbish: fc.option(fc.constantFrom('', '# note', 'rubbish', ' #general ', 'z'.repeat(700)), {
    nil: undefined,
    freq: 8,
  }),
});

function entriesOf(drawn: readonly Line[]): Entry[] {
  let seq = 0;
  return drawn.map(({ gap, room, content }) => {
    seq += gap;
    return entry(seq, { room, content });
  });
}

function textOf(drawn: readonly Line[]): string {
  const entries = entriesOf(drawn);
  const text = drawn.flatMap(({ rubbish }, index) => [
    ...(rubbish === undefined ? [] : [rubbish]),
    formatEntry(entries[index] as Entry),
  ]);
  return [logHeader, ...text, ''].join('\n');
}

const sizes: fc.Arbitrary<Partial<LogLimits>> = fc.record({
  blockBytes: fc.constantFrom(16, 64, 200, 1_000),
  tailBytes: fc.constantFrom(1, 500, 1_000_000),
  lineBytes: fc.constantFrom(600, 100_000),
});

const question = fc.record({
  room: fc.constantFrom(...rooms, 'nowhere'),
  seq: fc.nat(400),
  limit: fc.constantFrom(0, 1, 2, 7, 500),
});

test('pages are those of a plain filter, whatever the log and however much of it is indexed', (t) => {
  const directory = temporaryDirectory(t);
  let count = 0;
  const logs = fc.array(line, { maxLength: 60, size: 'max' });
  const questions = fc.array(question, { minLength: 1, maxLength: 10 });
  const partBytes = fc.constantFrom(200, 1_000, 100_000);
  return fc.assert(
    fc.asyncProperty(logs, questions, partBytes, fc.nat(20), async (drawn, asked, bytes, steps) => {
      const path = join(directory, String(count++));
      writeFileSync(path, textOf(drawn), { mode: 0o600 });
      const all = messagesOf(entriesOf(drawn));
      const opened = await new OpenedLog(path).open();
      const keeper = opened.index(bytes);
      for (let step = 0; step < steps && keeper.work(); step++);
      for (const { room, seq, limit } of asked) {
        assert.deepEqual(opened.before(room, seq, limit), pageBefore(all, room, seq, limit));
        assert.deepEqual(opened.after(room, seq, limit), pageAfter(all, room, seq, limit));
      }
      opened.closeIndex();
      await opened.log.close();
    }),
    { numRuns: 60 },
  );
});

test('start-up, whatever it reads, gives messages with exact prev and names the rest', async (t) => {
  const directory = temporaryDirectory(t);
  let count = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 40, size: 'max' }),
      sizes,
      async (drawn, limits) => {
        const path = join(directory, String(count++));
        writeFileSync(path, textOf(drawn), { mode: 0o600 });
        const all = messagesOf(entriesOf(drawn));
        const opened = await new OpenedLog(path).open({ limits });
        const { log } = opened;
        const { messages, unplaced } = log.takeRecent();
        const seqs = [...messages, ...unplaced].map(({ seq }) => seq).sort((a, b) => a - b);
        assert.deepEqual(
          seqs,
          all.slice(all.length - seqs.length).map(({ seq }) => seq),
        );
        assert.deepEqual(
          messages,
          all.filter(({ seq }) => messages.some((each) => each.seq === seq)),
        );
        assert.equal(log.last, all.at(-1)?.seq ?? 0);
        for (const room of rooms) {
          const last = all.findLast((each) => each.room === room)?.seq ?? 0;
          assert.deepEqual(opened.find(room), { last, topic: '' });
        }
        opened.closeIndex();
        await log.close();
      },
    ),
    { numRuns: 40 },
  );
});

const manyLimits = { tailBytes: 2_000, blockBytes: 1_000 };

test('a room that was silent for long keeps its prev and topic', async (t) => {
  const path = join(temporaryDirectory(t), 'chat_messages.txt');
  const old = [
    entry(1, { room: 'old', kind: 'topic', content: 'Long ago' }),
    entry(2, { room: 'old', content: 'last words' }),
    entry(3, { kind: 'topic', content: 'Everything' }),
  ];
  writeLog(path, [...old, ...Array.from({ length: 200 }, (_, index) => entry(index + 4))]);
  const opened = await openLog(t, path, { limits: manyLimits });
  assert.equal(opened.log.known('old'), undefined);
  assert.deepEqual(opened.log.known('general'), { last: 203, topic: undefined });
  assert.equal(opened.log.append(draft({ room: 'old' }), ''), false);
  assert.ok(opened.log.append(draft({ content: 'meanwhile' }), ''));
  assert.deepEqual(opened.find('old'), { last: 2, topic: 'Long ago' });
  assert.equal(opened.find('general').topic, 'Everything');
  await opened.say({ room: 'old', content: 'back' });
  assert.deepEqual(
    opened.messages.map(({ room, seq, prev }) => [room, seq, prev]),
    [
      ['general', 204, 203],
      ['old', 205, 2],
    ],
  );
});

test('a topic in the tail wins over an older one', async (t) => {
  const path = join(temporaryDirectory(t), 'chat_messages.txt');
  const topics = [1, 100, 199].map((seq) => entry(seq, { kind: 'topic', content: `Topic ${seq}` }));
  const all = Array.from({ length: 200 }, (_, index) => entry(index + 1));
  for (const topic of topics) all[topic.seq - 1] = topic;
  writeLog(path, all);
  const opened = await openLog(t, path, { limits: manyLimits });
  assert.deepEqual(opened.log.known('general'), { last: 200, topic: 'Topic 199' });
  opened.find('nowhere');
  assert.deepEqual(opened.log.known('general'), { last: 200, topic: 'Topic 199' });
});

test('a topic said before the older ones are known wins over them', async (t) => {
  const path = join(temporaryDirectory(t), 'chat_messages.txt');
  const all = Array.from({ length: 200 }, (_, index) => entry(index + 1));
  all[0] = entry(1, { kind: 'topic', content: 'Old' });
  writeLog(path, all);
  const opened = await openLog(t, path, { limits: manyLimits });
  assert.ok(opened.log.append(draft({ kind: 'topic', content: 'New' }), ''));
  await opened.until(() => opened.messages.length === 1);
  assert.equal(opened.find('nowhere').last, 0);
  assert.deepEqual(opened.log.known('general'), { last: 201, topic: 'New' });
});

test('a page holds committed messages only', async (t) => {
  const opened = await openLog(t);
  await opened.say(...Array.from({ length: 600 }, () => ({})));
  opened.log.append(draft(), '');
  const page = opened.before('general', 9_999, 9_999);
  assert.equal(page.length, 600);
  assert.ok(page.every(({ seq }) => seq <= opened.log.last));
});
