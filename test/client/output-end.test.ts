// An output that can't be written: a full disk is a failure, a reader that has had enough is none.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { bin, ready } from './plays.ts';

const env = { ...process.env, ...ready };
const full = { skip: existsSync('/dev/full') ? false : 'there is no /dev/full' };

for (const words of ['config', '--help'])
  test(`chat-client ${words} on a full disk says so, and ends with 1`, full, async () => {
    const out = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [bin, words], { env, stdio: ['ignore', out, 'pipe'] });
    closeSync(out);
    const talk = child.stderr === null ? '' : text(child.stderr);
    const [[code], said] = await Promise.all([once(child, 'exit'), talk]);
    assert.equal(code, 1);
    assert.match(said, /^chat-client: cannot print: ENOSPC: [^\n]*\n$/);
  });

test('who reads the first line alone makes nothing fail', async () => {
  const child = spawn(process.execPath, [bin, 'config'], { env });
  child.stdout.destroy();
  const [[code], said] = await Promise.all([once(child, 'exit'), text(child.stderr)]);
  assert.deepEqual({ code, said }, { code: 0, said: '' });
});
