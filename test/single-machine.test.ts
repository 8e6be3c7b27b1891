// The page about one machine says what is so: its commands run, one after the other, where no server is.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { OwnHome } from './client/own-home.ts';

const run = promisify(execFile);
const page = readFileSync('docs/single-machine.md', 'utf8');
const commands = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
  block.trim().split('\n'),
);
const options = [...page.matchAll(/^\| `(--[a-z-]+)/gm)].map(([, option]) => option);

const ways = { skip: process.platform === 'linux' ? false : 'processes are counted in /proc' };

test('every command of the page does its work', ways, async (t) => {
  const home = new OwnHome(t);
  const bin = join(home.folder, 'bin');
  mkdirSync(bin);
  writeFileSync(
    join(bin, 'chat-client'),
    `#!/bin/sh\nexec '${process.execPath}' '${resolve('bin/chat-client.js')}' "$@"\n`,
  );
  chmodSync(join(bin, 'chat-client'), 0o755);
  const env = { ...home.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
  const printed = new Map<string, string>();
  for (const command of commands) {
    const isOfServer = command.startsWith('curl');
    if (isOfServer) await home.run('web', '--no-open');
    const { stdout } = await run('sh', ['-c', command], { env });
    printed.set(command, stdout);
  }
  const [where, said, path, log, web, stop, lines] = commands.map(
    (each) => printed.get(each) ?? '',
  );
  assert.match(where ?? '', /^server +none runs: chat-client starts one$/m);
  for (const text of [said, log, lines])
    assert.match(text ?? '', /#general <ci> the build is green/);
  assert.equal(path?.trim(), home.places.log);
  assert.match(web ?? '', /^http:\/\/127\.0\.0\.1:\d+\/\?key=[0-9a-f]{48}$/m);
  assert.equal(stop, '');
});

test('every option of the page is one of chat-server', async () => {
  const { stdout } = await run(process.execPath, ['bin/chat-server.js', '--help'], {
    env: { ...process.env, PARTYLINE_READY: '1' },
  });
  assert.equal(options.length, 6);
  for (const option of options) assert.ok(stdout.includes(`  ${option} <`), option);
});
