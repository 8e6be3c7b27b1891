import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { logHeader } from '../../../src/protocol/log-line.ts';
import { BulkWriter } from '../../../src/server/log/bulk-writer.ts';
import { type Disk, disk } from '../../../src/server/log/disk.ts';
import { openExclusiveLog } from '../../../src/server/log/exclusive-log.ts';
import { atEnd, entry, lines, temporaryDirectory } from './open-log.ts';

it('a group that does not fit on the disk leaves nothing of itself; what was before it stays', async (t) => {
  const path = join(temporaryDirectory(t), 'log.txt');
  const log = await openExclusiveLog(path, () => assert.fail());
  atEnd(t, () => log.close());
  let room = 1_000;
  const small: Disk = {
    ...disk,
    writeNow(fd, bytes, offset) {
      if (room === 0) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      const part = bytes.subarray(0, offset + Math.min(room, bytes.length - offset));
      room -= part.length - offset;
      return disk.writeNow(fd, part, offset);
    },
  };
  const writer = new BulkWriter(log.file, small);
  writer.add(entry(1));
  await writer.flush();
  writer.add(entry(2));
  writer.add(entry(3, { content: 'x'.repeat(2_000) }));
  await assert.rejects(writer.flush(), { code: 'ENOSPC' });
  assert.equal(writer.written, 1);
  assert.equal(readFileSync(path, 'utf8'), `${logHeader}\n${lines([entry(1)])}`);
});

it('a log that is open for itself alone is in use for everyone else', async (t) => {
  const path = join(temporaryDirectory(t), 'log.txt');
  const log = await openExclusiveLog(path, () => assert.fail());
  await assert.rejects(
    openExclusiveLog(path, () => assert.fail()),
    { code: 'log-in-use' },
  );
  await log.close();
  await (await openExclusiveLog(path, () => assert.fail())).close();
});
