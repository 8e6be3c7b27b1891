import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { formatEntry, logHeader } from '../../../src/protocol/log-line.ts';
import { readQuery } from '../../../src/server/core/search-query.ts';
import { atEnd, entry, temporaryDirectory } from '../log/open-log.ts';
import { Indexed, LogModel, withoutPlaces } from './log-model.ts';

const partBytes = 20_000;
/** More than any index of these logs needs: what goes on longer goes on for ever. */
const manySlices = 2_000;

function talk(log: LogModel, count: number, room = 'general'): void {
  const from = log.last + 1;
  log.append(
    ...Array.from({ length: count }, (_, index) =>
      entry(from + index, { room, content: `word${(from + index) % 10}`, id: `s-${from + index}` }),
    ),
  );
}

function newLog(directory: string, count = 1_000): LogModel {
  mkdirSync(directory, { recursive: true });
  const log = new LogModel(directory);
  talk(log, count);
  return log;
}

function opened(t: TestContext, log: LogModel): Indexed {
  const index = new Indexed(log, partBytes);
  atEnd(t, () => index.keeper.close());
  return index;
}

/** A log in a directory of its own, and its index, whole and open. */
function wholeIndex(t: TestContext): { log: LogModel; index: Indexed } {
  const log = newLog(temporaryDirectory(t));
  const index = opened(t, log);
  assert.equal(index.work(manySlices), false);
  return { log, index };
}

function checkPages(log: LogModel, index: Indexed): void {
  for (const seq of [1, 3, 200, 500, 999, 1_001, 5_000]) {
    const before = { room: 'general', before: seq, limit: 50 };
    assert.deepEqual(withoutPlaces(index.ask('before', before)), log.answer('before', before));
    const after = { room: 'general', after: seq, limit: 50 };
    assert.deepEqual(withoutPlaces(index.ask('after', after)), log.answer('after', after));
    const one = { room: 'general', seq };
    assert.deepEqual(withoutPlaces(index.ask('one', one)), log.answer('one', one));
    const id = { publicId: `s-${seq}`, after: 0 };
    assert.deepEqual(index.ask('findId', id), log.answer('findId', id));
  }
  assert.deepEqual(index.ask('room', { room: 'general' }), log.answer('room', { room: 'general' }));
}

function checkSearch(log: LogModel, index: Indexed): void {
  const ask = { query: readQuery('word3'), asker: 'alice', closed: [], before: 5_000, limit: 500 };
  const { isPartial, before, ...page } = index.ask('search', ask);
  assert.equal(before, undefined);
  assert.equal(isPartial, false);
  assert.deepEqual(withoutPlaces(page), log.answer('search', ask));
}

/** Answers are right before, while and after it is mended, and that ends. */
function checkMended(log: LogModel, index: Indexed): void {
  checkPages(log, index);
  index.keeper.check();
  checkPages(log, index);
  index.work(3);
  checkPages(log, index);
  assert.equal(index.work(manySlices), false);
  checkPages(log, index);
  checkSearch(log, index);
  assert.equal(index.keeper.archive.progress.left, 0);
}

function types(index: Indexed): string[] {
  return index.notes.map(({ type }) => type);
}

function noise(path: string): void {
  const bytes = readFileSync(path);
  for (let at = 8_192; at < bytes.length; at++) bytes[at] = (at * 7_919 + (at >> 3)) & 0xff;
  writeFileSync(path, bytes);
}

function asVersion(path: string, version: number): void {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA user_version = ${version}`);
  database.close();
}

const closedDamages: Record<string, (log: LogModel) => void> = {
  'cut to half': ({ indexPath }) =>
    truncateSync(indexPath, Math.floor(statSync(indexPath).size / 2)),
  'cut in the middle of its first page': ({ indexPath }) => truncateSync(indexPath, 50),
  'overwritten with noise': ({ indexPath }) => noise(indexPath),
  'a text file': ({ indexPath }) => writeFileSync(indexPath, 'milk\neggs\n'.repeat(1_000)),
  'the database of something else': ({ indexPath }) => {
    rmSync(indexPath);
    const other = new DatabaseSync(indexPath);
    other.exec('CREATE TABLE parts (id); PRAGMA application_id = 7');
    other.close();
  },
  'of another version': ({ indexPath }) => asVersion(indexPath, 4_711),
  'of another log': ({ indexPath }) => {
    const other = newLog(join(indexPath, '..', 'other'));
    other.append(entry(2_000, { content: 'not of this log' }));
    writeFileSync(other.path, readFileSync(other.path, 'utf8').replaceAll('word', 'thing'));
    const index = new Indexed(other, partBytes);
    index.work(manySlices);
    index.keeper.close();
    copyFileSync(other.indexPath, indexPath);
  },
};

for (const [what, damage] of Object.entries(closedDamages)) {
  test(`an index that is ${what} at start is made again, and the log answers meanwhile`, (t) => {
    const { log, index } = wholeIndex(t);
    index.keeper.close();
    damage(log);
    const again = opened(t, log);
    checkMended(log, again);
    assert.deepEqual(types(again), ['index-remade', 'index-whole']);
    assert.doesNotMatch(JSON.stringify(again.notes), /\\n/);
    again.keeper.close();
    const third = opened(t, log);
    assert.equal(third.keeper.archive.progress.left < 2 * partBytes, true);
    checkMended(log, third);
    assert.deepEqual(third.notes, []);
  });
}

for (const [what, damage] of Object.entries<(path: string) => void>({
  deleted: (path) => rmSync(path),
  emptied: (path) => truncateSync(path),
})) {
  test(`an index that was ${what} while the server was down is made like a first one`, (t) => {
    const { log, index } = wholeIndex(t);
    index.keeper.close();
    damage(log.indexPath);
    const again = opened(t, log);
    checkMended(log, again);
    assert.deepEqual(again.notes, []);
  });
}

const openDamages: Record<string, (log: LogModel) => void> = {
  'it was deleted': ({ indexPath }) => rmSync(indexPath),
  'it was replaced': ({ indexPath }) => {
    copyFileSync(indexPath, `${indexPath}-copy`);
    renameSync(`${indexPath}-copy`, indexPath);
  },
  'it was truncated': ({ indexPath }) => truncateSync(indexPath),
};

for (const [why, damage] of Object.entries(openDamages)) {
  test(`where ${why} under the server, the index is made again`, (t) => {
    const { log, index } = wholeIndex(t);
    damage(log);
    checkMended(log, index);
    assert.deepEqual(index.notes[0], { type: 'index-remade', why });
    assert.deepEqual(types(index), ['index-remade', 'index-whole']);
  });

  test(`where ${why} while a part is being written, the index is made again`, (t) => {
    const log = newLog(temporaryDirectory(t), 3_000);
    const index = opened(t, log);
    index.work(2);
    damage(log);
    checkMended(log, index);
    assert.deepEqual(types(index), ['index-remade', 'index-whole']);
  });
}

test('noise in an index that is open does not reach a page', (t) => {
  const { log, index } = wholeIndex(t);
  noise(log.indexPath);
  checkPages(log, index);
  index.keeper.close();
  const again = opened(t, log);
  checkMended(log, again);
});

test('an index that is damaged all the time is given up for 15 seconds, not made all the time', (t) => {
  const { log, index } = wholeIndex(t);
  for (let round = 0; round < 20; round++) {
    rmSync(log.indexPath, { force: true });
    index.keeper.check();
    index.work(3);
    checkPages(log, index);
  }
  const remade = Array.from({ length: 8 }, () => 'index-remade');
  assert.deepEqual(types(index), [...remade, 'index-failed']);
  index.nowMs += 16_000;
  index.keeper.check();
  checkMended(log, index);
  assert.equal(types(index).at(-1), 'index-whole');
});

test('a look into the index by somebody else does not cost it', (t) => {
  const { log, index } = wholeIndex(t);
  const other = new DatabaseSync(log.indexPath);
  other.exec('BEGIN; SELECT count(*) FROM parts');
  talk(log, 1_000);
  index.committed();
  index.work(manySlices);
  checkPages(log, index);
  other.exec('COMMIT');
  other.close();
  index.nowMs += 16_000;
  checkMended(log, index);
  assert.deepEqual(types(index), ['index-failed', 'index-whole']);
});

test('a part is given up where its file goes while it is written', (t) => {
  const log = newLog(temporaryDirectory(t), 3_000);
  log.rotate();
  talk(log, 10);
  const index = opened(t, log);
  index.work(2);
  log.removeOldest();
  index.refind();
  checkMended(log, index);
  assert.deepEqual(index.notes, []);
});

test('a part that gets the number of a deleted one gets none of its lists', (t) => {
  const directory = temporaryDirectory(t);
  const log = newLog(directory, 100);
  log.rotate();
  const index = opened(t, log);
  index.work(manySlices);
  checkPages(log, index);
  log.removeOldest();
  index.refind();
  index.work(manySlices);
  talk(log, 1_000);
  index.committed();
  checkMended(log, index);
  assert.deepEqual(index.notes, []);
});

const otherLogs: Record<string, (log: LogModel) => void> = {
  'an older copy of itself': (log) => {
    const kept = log.entries.slice(0, 300);
    log.files = [{ path: log.path, entries: kept }];
  },
  'another log': (log) => {
    const entries = Array.from({ length: 700 }, (_, index) =>
      entry(3 * index + 5, { content: `other${index}`, id: `s-${3 * index + 5}` }),
    );
    log.files = [{ path: log.path, entries }];
  },
};

for (const [what, replace] of Object.entries(otherLogs)) {
  for (const inPlace of [true, false]) {
    const how = inPlace ? 'overwritten with' : 'replaced by';
    const rewrite = (log: LogModel) => {
      replace(log);
      log.last = log.entries.at(-1)?.seq ?? 0;
      if (!inPlace) rmSync(log.path);
      const text = log.entries.map((each) => `${formatEntry(each)}\n`).join('');
      writeFileSync(log.path, `${logHeader}\n${text}`);
    };

    test(`a log that is ${how} ${what} while the server is down is answered from as it is`, (t) => {
      const { log, index } = wholeIndex(t);
      index.keeper.close();
      rewrite(log);
      checkMended(log, opened(t, log));
    });

    test(`a log that is ${how} ${what} under the server is answered from as it is`, (t) => {
      const { log, index } = wholeIndex(t);
      checkPages(log, index);
      rewrite(log);
      index.refind();
      checkMended(log, index);
      talk(log, 100);
      index.committed();
      checkMended(log, index);
    });
  }
}

test('nothing is left open when the index is closed, whatever it went through', (t) => {
  const log = newLog(temporaryDirectory(t));
  const handles = () => readdirSync('/proc/self/fd').length;
  const before = handles();
  for (let round = 0; round < 30; round++) {
    const index = new Indexed(log, partBytes);
    index.work(round % 5);
    if (round % 3 === 0) log.rotate();
    index.refind();
    if (round % 7 === 0) noise(log.indexPath);
    index.work(round % 4);
    talk(log, 20);
    index.committed();
    log.copy(round);
    index.refind();
    index.keeper.close();
  }
  assert.equal(handles(), before);
});

/** A file system of its own, of that many KiB; undefined where it cannot be had here. */
function smallFileSystem(t: TestContext, kib: number): string | undefined {
  const directory = temporaryDirectory(t);
  try {
    const size = `size=${kib}k`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', directory], { stdio: 'pipe' });
  } catch (error) {
    t.skip(`needs root and mount, to have a disk that fills up: ${String(error).split('\n')[0]}`);
    return undefined;
  }
  atEnd(t, () => execFileSync('umount', ['--lazy', directory]));
  return directory;
}

test('on a full disk the log answers, the operator hears it once, and it is gone on with later', (t) => {
  const directory = smallFileSystem(t, 600);
  if (directory === undefined) return;
  const log = newLog(directory, 2_000);
  const ballast = join(directory, 'ballast');
  const index = opened(t, log);
  const { size } = statSync(log.path);
  writeFileSync(ballast, Buffer.alloc(600 * 1024 - size - 60_000));
  for (let round = 0; round < 4; round++) {
    assert.equal(index.work(manySlices), false);
    checkPages(log, index);
    index.nowMs += 16_000;
    index.keeper.check();
  }
  assert.deepEqual(types(index), ['index-failed']);
  assert.match(JSON.stringify(index.notes), /full/);
  rmSync(ballast);
  index.nowMs += 16_000;
  checkMended(log, index);
  assert.deepEqual(types(index), ['index-failed', 'index-whole']);
});

test('where nothing can be written the log answers, and the operator hears it once', (t) => {
  const directory = smallFileSystem(t, 2_000);
  if (directory === undefined) return;
  const log = newLog(directory, 2_000);
  const remount = (mode: 'ro' | 'rw') =>
    execFileSync('mount', ['-o', `remount,${mode}`, directory]);
  remount('ro');
  const index = opened(t, log);
  for (let round = 0; round < 3; round++) {
    assert.equal(index.work(manySlices), false);
    checkPages(log, index);
    index.nowMs += 16_000;
    index.keeper.check();
  }
  assert.deepEqual(types(index), ['index-failed']);
  remount('rw');
  index.nowMs += 16_000;
  checkMended(log, index);
  assert.deepEqual(types(index), ['index-failed', 'index-whole']);
});
