import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseEntry } from '../../../src/protocol/log-line.ts';
import { atEnd, messagesOf, OpenedLog, openLog, temporaryDirectory } from './open-log.ts';

const appending = fileURLToPath(new URL('appending-process.ts', import.meta.url));

for (const durability of ['os', 'disk'] as const) {
  test(`with ${durability}, kill -9 loses nothing that was committed, and frees the lock (§5, §7)`, async (t) => {
    const path = join(temporaryDirectory(t), 'chat_messages.txt');
    let committed = 0;
    for (let round = 1; round <= 3; round++) {
      const child = spawn(process.execPath, [appending, path, durability], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      atEnd(t, () => child.kill('SIGKILL'));
      const wanted = committed + 200 * round;
      for await (const line of createInterface({ input: child.stdout })) {
        committed = Math.max(committed, Number(line));
        if (committed >= wanted && !child.killed) {
          await assert.rejects(new OpenedLog(path).open(), { code: 'log-in-use' });
          child.kill('SIGKILL');
        }
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      assert.equal(child.signalCode, 'SIGKILL');
      const opened = await openLog(t, path);
      const entries = opened.text.split('\n').flatMap((line) => parseEntry(line) ?? []);
      assert.ok(opened.log.last >= committed);
      assert.deepEqual(
        entries.map(({ seq }) => seq),
        Array.from({ length: opened.log.last }, (_, index) => index + 1),
      );
      assert.deepEqual(opened.log.takeRecent().messages, messagesOf(entries));
      assert.deepEqual(opened.eventsOf('unparsable'), []);
      committed = opened.log.last;
      await opened.log.close();
    }
  });
}
