import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { parseEntry } from '../../../src/protocol/log-line.ts';
import { type Disk, disk } from '../../../src/server/log/disk.ts';
import { codeOf, type Durability } from '../../../src/server/log/log.ts';
import { fc } from '../../support/generated.ts';
import { atEnd, OpenedLog, openLog, temporaryDirectory } from './open-log.ts';

/** A disk with room for so many bytes more; what does not fit is written in part, then refused. */
class SmallDisk implements Disk {
  room = Number.POSITIVE_INFINITY;
  /** At most so many bytes in one write. */
  atOnce = Number.POSITIVE_INFINITY;
  failingSyncs = 0;
  failingTruncates = 0;
  readonly syncsOnWrite = false;
  readonly size = disk.size;

  writeNow(fd: number, bytes: Buffer, offset: number): number {
    const fits = Math.min(bytes.length - offset, this.room, this.atOnce);
    if (fits <= 0) throw failure('ENOSPC');
    this.room -= fits;
    return writeSync(fd, bytes, offset, fits, null);
  }

  write(...[fd, bytes, offset, done]: Parameters<Disk['write']>): void {
    setImmediate(() => {
      try {
        done(null, this.writeNow(fd, bytes, offset));
      } catch (error) {
        done(error as Error, 0);
      }
    });
  }

  sync(fd: number, done: (error: Error | null) => void): void {
    if (this.failingSyncs > 0) {
      this.failingSyncs--;
      setImmediate(() => done(failure('EIO')));
    } else disk.sync(fd, done);
  }

  async truncate(fd: number, size: number): Promise<void> {
    if (this.failingTruncates > 0) {
      this.failingTruncates--;
      throw failure('EIO');
    }
    await disk.truncate(fd, size);
  }
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: as the test has it`), { code });
}

function contents(opened: OpenedLog): (string | undefined)[] {
  const lines = opened.text.split('\n').slice(1, -1);
  return lines.map((line) => parseEntry(line)?.content);
}

for (const durability of ['os', 'disk'] as const) {
  test(`with ${durability}, a full disk refuses the group, leaves nothing of it, and the log goes on`, async (t) => {
    const small = new SmallDisk();
    const opened = await openLog(t, undefined, { durability, disk: small });
    await opened.say({ content: 'before' });
    small.room = 70;
    await opened.say({ content: 'first of the group' }, { content: 'cut in the middle' });
    assert.deepEqual(
      opened.refused.map(({ content }) => content),
      ['first of the group', 'cut in the middle'],
    );
    assert.equal(codeOf(opened.refusals[0]?.error), 'ENOSPC');
    assert.deepEqual(contents(opened), ['before']);
    small.room = Number.POSITIVE_INFINITY;
    await opened.say({ content: 'after' });
    assert.deepEqual(contents(opened), ['before', 'after']);
    const [before, after] = opened.messages;
    assert.deepEqual([before?.seq, after?.seq, after?.prev], [1, 4, 1]);
    assert.deepEqual(
      opened.events.map(({ type }) => type),
      ['storage-failed', 'storage-recovered'],
    );
  });

  test(`with ${durability}, short writes are gone on with`, async (t) => {
    const small = new SmallDisk();
    const opened = await openLog(t, undefined, { durability, disk: small });
    small.atOnce = 7;
    await opened.say({ content: 'one' }, { content: 'zwei 👍' });
    assert.deepEqual(contents(opened), ['one', 'zwei 👍']);
    assert.deepEqual(opened.events, []);
  });

  test(`with ${durability}, what cannot be cut off is cut off before the next write`, async (t) => {
    const small = new SmallDisk();
    const opened = await openLog(t, undefined, { durability, disk: small });
    small.room = 20;
    small.failingTruncates = 2;
    await opened.say({ content: 'half' });
    assert.match(opened.text, /\n2026-11-20T12:00:00\.$/);
    small.room = Number.POSITIVE_INFINITY;
    await opened.say({ content: 'refused, as the half line is still there' });
    assert.equal(opened.refused.length, 2);
    await opened.say({ content: 'whole' });
    assert.deepEqual(contents(opened), ['whole']);
  });
}

test('a group whose sync fails is cut off again and refused', async (t) => {
  const small = new SmallDisk();
  const opened = await openLog(t, undefined, { durability: 'disk', disk: small });
  small.failingSyncs = 1;
  await opened.say({ content: 'not safe' });
  assert.deepEqual(contents(opened), []);
  assert.equal(opened.events[0]?.type, 'storage-failed');
  await opened.say({ content: 'safe' });
  assert.deepEqual(contents(opened), ['safe']);
  assert.deepEqual(
    opened.messages.map(({ seq, prev }) => [seq, prev]),
    [[2, 0]],
  );
});

test('a refused topic or message is not known of its room', async (t) => {
  const small = new SmallDisk();
  const opened = await openLog(t, undefined, { disk: small });
  await opened.say({ kind: 'topic', content: 'Kept' });
  small.room = 0;
  await opened.say({ kind: 'topic', content: 'Lost' }, { room: 'new' });
  assert.deepEqual(Object.fromEntries(opened.log.rooms()), { general: { last: 1, topic: 'Kept' } });
  assert.equal(opened.log.last, 1);
});

test('a file that someone emptied under the server is not filled up with zeros', async (t) => {
  const small = new SmallDisk();
  const opened = await openLog(t, undefined, { disk: small });
  await opened.say({ content: 'x'.repeat(500) });
  truncateSync(opened.path);
  small.room = 10;
  await opened.say({ content: 'refused' });
  assert.ok(statSync(opened.path).size <= 10);
  assert.doesNotMatch(opened.text, /\0/);
  assert.deepEqual(opened.before('general', 9, 5), []);
});

test('closing while the disk is full refuses what is queued and ends', async (t) => {
  const small = new SmallDisk();
  const opened = await openLog(t, undefined, { disk: small, limits: { groupMessages: 1 } });
  small.room = 5;
  for (const content of ['one', 'two', 'three']) {
    opened.log.append({ room: 'general', kind: 'text', sender: 'alice', content }, content);
  }
  await opened.log.close();
  assert.equal(opened.refused.length, 3);
  assert.deepEqual(contents(opened), []);
});

test('whatever fails and when, the file holds exactly what was committed', async (t) => {
  const fault = fc.record({
    room: fc.oneof(fc.nat(400), fc.constant(Number.POSITIVE_INFINITY)),
    atOnce: fc.integer({ min: 1, max: 300 }),
    failingSyncs: fc.nat(2),
    failingTruncates: fc.nat(2),
    group: fc.integer({ min: 1, max: 5 }),
  });
  const durability = fc.constantFrom<Durability>('os', 'disk');
  const directory = temporaryDirectory(t);
  let count = 0;
  await fc.assert(
    fc.asyncProperty(durability, fc.array(fault, { maxLength: 8 }), async (level, faults) => {
      const small = new SmallDisk();
      const path = join(directory, String(count++));
      const opened = await new OpenedLog(path).open({ disk: small, durability: level });
      for (const { group, ...state } of faults) {
        Object.assign(small, state);
        await opened.say(...Array.from({ length: group }, (_, n) => ({ room: `room${n % 2}` })));
      }
      Object.assign(small, new SmallDisk());
      await opened.say({});
      await opened.log.close();
      const again = await new OpenedLog(path).open();
      assert.deepEqual(again.log.takeRecent().messages, opened.messages);
      assert.deepEqual(again.events, []);
      await again.log.close();
    }),
    { numRuns: 60 },
  );
});

/** A file system of 256 KiB; undefined where it cannot be had here. */
function smallFileSystem(t: TestContext): string | undefined {
  const directory = temporaryDirectory(t);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', directory], {
      stdio: 'pipe',
    });
  } catch (error) {
    t.skip(`needs root and mount, to have a disk that fills up: ${String(error).split('\n')[0]}`);
    return undefined;
  }
  atEnd(t, () => execFileSync('umount', ['--lazy', directory]));
  return directory;
}

for (const durability of ['os', 'disk'] as const) {
  test(`with ${durability}, a real disk that fills up: refused, nothing half, and back when there is room`, async (t) => {
    const directory = smallFileSystem(t);
    if (directory === undefined) return;
    const opened = await openLog(t, join(directory, 'chat_messages.txt'), { durability });
    const ballast = join(directory, 'ballast');
    writeFileSync(ballast, Buffer.alloc(200_000));
    while (opened.refusals.length === 0) {
      await opened.say({ content: 'x'.repeat(3_000) }, { content: 'y'.repeat(3_000) });
    }
    assert.equal(codeOf(opened.refusals[0]?.error), 'ENOSPC');
    assert.deepEqual(
      contents(opened),
      opened.messages.map(({ content }) => content),
    );
    rmSync(ballast);
    await opened.say({ content: 'back' });
    assert.equal(opened.messages.at(-1)?.content, 'back');
    assert.deepEqual(
      contents(opened),
      opened.messages.map(({ content }) => content),
    );
    assert.deepEqual(opened.before('general', opened.log.last + 1, 500), opened.messages);
  });
}

test('what others add to the file while it is served is no disturbance', async (t) => {
  const opened = await openLog(t);
  await opened.say({ content: 'one' });
  appendFileSync(opened.path, '# a note by the operator\n');
  await opened.say({ content: 'two' });
  await opened.log.close();
  const again = await openLog(t, opened.path);
  assert.deepEqual(again.log.takeRecent().messages, opened.messages);
});
