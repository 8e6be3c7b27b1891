// What --help prints fits a terminal of 80 columns.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);

const commands = [
  ...['verify', 'export', 'import', 'index', 'account', 'account add', 'invite', 'config'],
  ...['token', 'token add', 'hook', 'hook add', 'hook resume'],
];
const programs = [
  ...['', 'config'].map((name) => `bin/chat-client.js ${name}`),
  ...['', ...commands].map((name) => `bin/chat-server.js ${name}`),
];

for (const program of programs) {
  test(`no line of ${program.trim()} --help is wider than 80 columns`, async () => {
    const words = program.split(' ').filter((word) => word !== '');
    const { stdout } = await run(process.execPath, [...words, '--help']);
    assert.match(stdout, /^Usage: chat-/);
    assert.deepEqual(
      stdout.split('\n').filter((line) => line.length > 80),
      [],
    );
  });
}
