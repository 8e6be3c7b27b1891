import assert from 'node:assert/strict';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { logHeader, parseEntry } from '../../../src/protocol/log-line.ts';
import { disk } from '../../../src/server/log/disk.ts';
import { draft, entry, noon, openLog, temporaryDirectory, writeLog } from './open-log.ts';

for (const durability of ['os', 'disk'] as const) {
  test(`with ${durability}, what is appended in one turn is one group, in order`, async (t) => {
    const opened = await openLog(t, undefined, { durability });
    await opened.say({ content: 'one' }, { content: 'two', room: 'ops' }, { content: 'three' });
    assert.equal(opened.groups.length, 1);
    assert.deepEqual(
      opened.groups[0]?.map(({ message: { seq, prev, room }, origin }) => [
        origin,
        seq,
        prev,
        room,
      ]),
      [
        ['one', 1, 0, 'general'],
        ['two', 2, 0, 'ops'],
        ['three', 3, 1, 'general'],
      ],
    );
    assert.equal(opened.log.last, 3);
  });
}

test('a committed message stands in the file before it is told', async (t) => {
  const path = join(temporaryDirectory(t), 'chat_messages.txt');
  let text = '';
  const opened = await openLog(t, path, { onCommit: () => (text = readFileSync(path, 'utf8')) });
  opened.log.append(draft({ id: 'x7-1' }), '');
  await opened.log.close();
  assert.equal(
    text,
    `${logHeader}\n2026-11-20T12:00:00.000Z 1 #general <alice> hello\t{"id":"x7-1"}\n`,
  );
});

test('all that a draft says is in its message and in its line', async (t) => {
  const direct = { room: '@alice+bob', between: ['a1', 'b2'] } as const;
  const drafts = [
    draft(),
    draft({ id: 'a-1' }),
    draft({ target: 1 }),
    draft({ kind: 'edit', target: 1, id: 'a-2' }),
    draft(direct),
    draft({ ...direct, id: 'a-3' }),
    draft({ ...direct, kind: 'reaction', target: 5 }),
    draft({ ...direct, kind: 'edit', target: 5, id: 'a-4' }),
  ];
  const opened = await openLog(t);
  await opened.say(...drafts);
  const messages = opened.groups.flat().map(({ message }) => message);
  for (const [at, said] of drafts.entries()) {
    const { seq: _, prev: __, timestamp: ___, ...message } = messages[at] ?? {};
    assert.deepEqual(message, said);
  }
  const entries = readFileSync(opened.path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const found = parseEntry(line);
      return found ? [found] : [];
    });
  assert.deepEqual(
    entries,
    messages.map(({ prev: _, ...entry }) => entry),
  );
});

test('what is appended while a group is written is the next group', async (t) => {
  const pending: (() => void)[] = [];
  const slow: typeof disk.write = (fd, bytes, offset, done) =>
    disk.write(fd, bytes, offset, (error, written) => pending.push(() => done(error, written)));
  const started = Promise.withResolvers<void>();
  const opened = await openLog(t, undefined, {
    durability: 'disk',
    disk: {
      ...disk,
      syncsOnWrite: true,
      write(...given) {
        slow(...given);
        started.resolve();
      },
    },
  });
  opened.log.append(draft(), 'one');
  await started.promise;
  opened.log.append(draft(), 'two');
  opened.log.append(draft(), 'three');
  while (opened.messages.length < 3) {
    pending.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.deepEqual(
    opened.groups.map((group) => group.map(({ origin }) => origin)),
    [['one'], ['two', 'three']],
  );
});

test('with disk, a group is told only after its sync (§5)', async (t) => {
  const steps: string[] = [];
  const opened = await openLog(t, undefined, {
    durability: 'disk',
    disk: {
      ...disk,
      syncsOnWrite: false,
      write: (fd, bytes, offset, done) =>
        disk.write(fd, bytes, offset, (error, written) => {
          steps.push('written');
          done(error, written);
        }),
      sync: (fd, done) =>
        disk.sync(fd, (error) => {
          steps.push('synced');
          done(error);
        }),
    },
    onCommit: () => steps.push('committed'),
  });
  steps.length = 0;
  opened.log.append(draft(), '');
  await opened.log.close();
  assert.deepEqual(steps.slice(0, 3), ['written', 'synced', 'committed']);
});

test('with disk on Linux, the file is opened so that each write is synced', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs Linux');
  const opened = await openLog(t, undefined, { durability: 'disk' });
  await opened.say({});
  const dsync = 0o10000;
  const flags = readdirSync('/proc/self/fd').map((fd) => openFlags(fd, opened.path));
  assert.ok(flags.some((each) => (each & dsync) !== 0));
});

/** The flags of a descriptor of this process, if it is open on that file. */
function openFlags(fd: string, path: string): number {
  try {
    if (readlinkSync(`/proc/self/fd/${fd}`) !== path) return 0;
    const info = readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8');
    return Number.parseInt(/flags:\s*(\d+)/.exec(info)?.[1] ?? '0', 8);
  } catch {
    return 0;
  }
}

test('groups are bounded, and keep the order of appends', async (t) => {
  const opened = await openLog(t, undefined, { limits: { groupMessages: 7 } });
  const contents = Array.from({ length: 100 }, (_, index) => `message ${index}`);
  await opened.say(...contents.map((content) => ({ content })));
  assert.deepEqual(
    opened.messages.map(({ content }) => content),
    contents,
  );
  assert.ok(opened.groups.every((group) => group.length <= 7));
  assert.deepEqual(
    opened.messages.map(({ seq }) => seq),
    contents.map((_, index) => index + 1),
  );
});

test('a group is bounded in characters too, and a long message still goes', async (t) => {
  const opened = await openLog(t, undefined, { limits: { groupCharacters: 1_000 } });
  await opened.say(
    { content: 'x'.repeat(100_000) },
    ...Array.from({ length: 30 }, () => ({ content: 'y'.repeat(90) })),
  );
  assert.equal(opened.groups[0]?.length, 1);
  assert.ok(opened.groups.every((group) => group.length < 10));
});

test('a full queue takes no more, and takes again once it was written', async (t) => {
  const opened = await openLog(t, undefined, { limits: { queueMessages: 3 } });
  const taken = Array.from({ length: 5 }, () => opened.log.append(draft(), ''));
  assert.deepEqual(taken, [true, true, true, false, false]);
  await opened.until(() => opened.messages.length === 3);
  await opened.say({});
  assert.equal(opened.messages.length, 4);
});

test('the queue is bounded in characters too', async (t) => {
  const opened = await openLog(t, undefined, { limits: { queueCharacters: 1_000 } });
  const content = 'x'.repeat(400);
  const taken = Array.from({ length: 4 }, () => opened.log.append(draft({ content }), ''));
  assert.deepEqual(taken, [true, true, true, false]);
  await opened.until(() => opened.messages.length === 3);
  assert.ok(opened.log.append(draft({ content }), ''));
});

test('appending from within a commit joins a later group', async (t) => {
  const path = join(temporaryDirectory(t), 'chat_messages.txt');
  const sizes: number[] = [];
  const opened = await openLog(t, path, {
    onCommit: (group) => {
      sizes.push(group.length);
      if (sizes.length < 4) opened.log.append(draft(), '');
    },
  });
  opened.log.append(draft(), '');
  opened.log.append(draft(), '');
  await opened.log.close();
  assert.equal(sizes[0], 2);
  assert.ok(opened.log.last >= 2);
});

test('timestamps never go back, even where the clock does (§5)', async (t) => {
  let now = noon;
  const opened = await openLog(t, undefined, { clock: () => now });
  await opened.say({});
  now -= 60_000;
  await opened.say({});
  now = noon + 5;
  await opened.say({});
  assert.deepEqual(
    opened.messages.map(({ timestamp }) => timestamp.slice(11)),
    ['12:00:00.000Z', '12:00:00.000Z', '12:00:00.005Z'],
  );
});

test("timestamps go on from the log's last line where that lies in the future", async (t) => {
  const path = join(temporaryDirectory(t), 'chat_messages.txt');
  writeLog(path, [entry(7, { timestamp: '2027-01-01T00:00:00.000Z' })]);
  const opened = await openLog(t, path);
  await opened.say({});
  assert.equal(opened.messages[0]?.timestamp, '2027-01-01T00:00:00.000Z');
});

test('seq, prev and topic go on after a restart', async (t) => {
  const path = join(temporaryDirectory(t), 'chat_messages.txt');
  const first = await openLog(t, path);
  await first.say(
    { kind: 'topic', content: 'Old' },
    { room: 'ops' },
    { kind: 'topic', content: 'New' },
  );
  await first.log.close();
  const second = await openLog(t, path);
  assert.equal(second.log.last, 3);
  assert.deepEqual(second.log.known('general'), { last: 3, topic: 'New' });
  assert.deepEqual(second.log.takeRecent().messages, first.messages);
  assert.deepEqual(second.log.takeRecent().messages, []);
  await second.say({ room: 'ops' });
  assert.deepEqual(
    second.messages.map(({ seq, prev }) => [seq, prev]),
    [[4, 2]],
  );
});

test('rooms are told with their last message and topic', async (t) => {
  const opened = await openLog(t);
  await opened.say({}, { room: 'ops', kind: 'topic', content: 'Alarms' }, { room: '@alice+bob' });
  assert.deepEqual(Object.fromEntries(opened.log.rooms()), {
    general: { last: 1, topic: '' },
    ops: { last: 2, topic: 'Alarms' },
    '@alice+bob': { last: 3, topic: '' },
  });
  assert.deepEqual(opened.log.known('nowhere'), { last: 0, topic: '' });
  assert.deepEqual(opened.find('nowhere'), { last: 0, topic: '' });
});

test('closing writes what is queued, and takes nothing more', async (t) => {
  const opened = await openLog(t, undefined, { limits: { groupMessages: 2 } });
  for (let count = 0; count < 9; count++) opened.log.append(draft(), '');
  const closed = opened.log.close();
  assert.equal(opened.log.append(draft(), ''), false);
  await closed;
  assert.equal(opened.messages.length, 9);
  assert.equal(opened.text.split('\n').filter((line) => parseEntry(line)).length, 9);
  await assert.rejects(opened.log.reopen(), { code: 'log-closed' });
  await opened.log.close();
});

test('after deliveries that took long, the next group waits a while for what is on its way', async (t) => {
  let now = Date.parse('2026-11-20T12:00:00.000Z');
  const sizes: number[] = [];
  const log: { append?: (content: string) => void } = {};
  const opened = await openLog(t, undefined, {
    clock: () => now,
    limits: { gatherPart: 0.5, gatherMs: 200 },
    onCommit: (group) => {
      sizes.push(group.length);
      if (sizes.length > 1) return;
      now += 400;
      // What arrives while the first group is delivered, and a little later.
      log.append?.('three');
      setImmediate(() => setImmediate(() => log.append?.('four')));
    },
  });
  const draft = { room: 'general', kind: 'text', sender: 'ann' } as const;
  opened.find('general');
  log.append = (content) => void opened.log.append({ ...draft, content }, content);
  log.append('one');
  log.append('two');
  while (sizes.reduce((sum, size) => sum + size, 0) < 4) {
    await new Promise((resolve) => setImmediate(resolve));
    now += 0.001;
  }
  assert.deepEqual(sizes, [2, 2]);
});
