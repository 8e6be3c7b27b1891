// Somebody looks into the index with SQLite's own tools while it is being written.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { largeLogEntry } from '../../support/large-log.ts';
import { openLog, temporaryDirectory, writeLog } from '../log/open-log.ts';

/** Reads, and lets go as soon as a writer waits for it: then nobody else is let in to read. */
const reader = `
  const { DatabaseSync } = require('node:sqlite');
  const { parentPort, workerData } = require('node:worker_threads');
  const held = new DatabaseSync(workerData);
  held.exec('BEGIN');
  held.prepare('SELECT count(*) FROM parts').get();
  parentPort.postMessage('reading');
  const isWriterWaiting = () => {
    const other = new DatabaseSync(workerData);
    try {
      other.prepare('SELECT count(*) FROM parts').get();
      return false;
    } catch {
      return true;
    } finally {
      other.close();
    }
  };
  while (!isWriterWaiting());
  held.exec('COMMIT');
  held.close();
`;

it('an index that somebody reads is waited for, and not made again', async (t) => {
  const path = `${temporaryDirectory(t)}/log.txt`;
  writeLog(
    path,
    Array.from({ length: 3000 }, (_, index) => largeLogEntry(index + 1)),
  );
  const opened = await openLog(t, path);
  const keeper = opened.index(100_000);
  const worker = new Worker(reader, { eval: true, workerData: `${path}.index.db` });
  t.after(() => worker.terminate());
  await once(worker, 'message');
  while (keeper.work());
  assert.equal(keeper.archive.progress.left, 0);
  assert.ok(keeper.archive.sealed.parts > 1);
  assert.deepEqual(
    opened.said.filter(({ type }) => type === 'note'),
    [],
  );
});
