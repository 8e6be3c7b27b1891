// What runs the server as a service, read and used by the programs that it is for.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { describe, flattened } from '../src/command-line/describe.ts';
import { serverTree } from '../src/server/read-config.ts';
import { ChatServer } from './support/chat-server.ts';
import { RawPeer } from './support/raw-peer.ts';

const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const unit = 'deploy/chat-server.service';

test('systemd has nothing to say about the unit, and finds it well closed', {
  skip: !isThere('systemd-analyze'),
}, () => {
  // It looks whether the manual is there.
  mkdirSync(join(folder, 'man/man1'), { recursive: true });
  cpSync('man/chat-server.1', join(folder, 'man/man1/chat-server.1'));
  const env = { ...process.env, MANPATH: join(folder, 'man') };
  const verified = spawnSync('systemd-analyze', ['verify', unit], { env, encoding: 'utf8' });
  const complaints = verified.stderr
    .split('\n')
    .filter((line) => line.includes('chat-server.service'));
  const known = isThere('man') ? [] : complaints.filter((line) => line.includes("Command 'man"));
  assert.deepEqual(complaints, known);
  const flags = ['security', '--offline=true', '--threshold=20', unit];
  const { status, stdout } = spawnSync('systemd-analyze', flags, { env, encoding: 'utf8' });
  assert.equal(status, 0, stdout.trim().split('\n').at(-1));
});

test('logrotate takes the log away, and all of it stays history', {
  skip: !isThere('logrotate'),
}, async (context) => {
  const server = await ChatServer.start();
  context.after(() => server.stop());
  const alice = await RawPeer.enter(server.port, 'alice', 'general');
  alice.say({ type: 'send', room: 'general', content: 'before' });
  await alice.hears('ack');
  const { username } = userInfo();
  const config = readFileSync('deploy/logrotate', 'utf8')
    .replace(/^\/var\S+/m, server.logPath)
    .replace(/^\tsu .*\n/m, '')
    .replace('create 0600 partyline partyline', `create 0600 ${username}`)
    .replace(/"\$\(systemctl.*\)"/, String(server.pid));
  const path = join(folder, 'logrotate');
  writeFileSync(path, config, { mode: 0o644 });
  const { status, stderr } = spawnSync('logrotate', ['-f', '-s', join(folder, 'state'), path], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });

  await server.tells('reopened');
  alice.say({ type: 'send', room: 'general', content: 'after' });
  await alice.hears('ack', ({ seq }) => seq === 2);
  assert.match(await server.log(), /# continues after 1\n.* <alice> after\n$/);
  assert.match(readFileSync(`${server.logPath}.1`, 'utf8'), / <alice> before\n/);
  alice.say({ type: 'history', room: 'general' });
  const { messages } = await alice.hears('history');
  assert.deepEqual(
    (messages as { content: string }[]).map(({ content }) => content),
    ['before', 'after'],
  );
});

test('what the image and the compose file set are settings that there are', () => {
  const texts = ['Dockerfile', 'compose.yaml', unit].map((path) => readFileSync(path, 'utf8'));
  const named: readonly string[] = texts.join('\n').match(/PARTYLINE_[A-Z_]+/g) ?? [];
  const known = flattened(describe(serverTree('1.2.3').server)).flatMap(({ options }) =>
    options.flatMap(({ elsewhere }) => elsewhere?.variables ?? []),
  );
  assert.ok(named.includes('PARTYLINE_TLS'));
  assert.deepEqual(
    named.filter((name) => !known.includes(name)),
    [],
  );
});

test('the image is built of what the build reads, and only of that', () => {
  const left = readFileSync('.dockerignore', 'utf8').trim().split('\n');
  for (const needed of ['src', 'scripts', 'bin', 'man', 'deploy', 'docs', 'package.json'])
    assert.ok(!left.includes(needed));
  for (const needless of ['.git', 'node_modules', 'dist', 'chat_messages.txt*'])
    assert.ok(left.includes(needless));
});

function isThere(program: string): boolean {
  const PATH = `${process.env.PATH}:/usr/sbin:${dirname(process.execPath)}`;
  return spawnSync('sh', ['-c', `command -v ${program}`], { env: { PATH } }).status === 0;
}
