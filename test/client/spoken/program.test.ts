// --plain as it runs: a pseudo-terminal in which nothing is drawn, and pipes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { RawPeer } from '../../support/raw-peer.ts';
import { PersonAtScreen } from '../../support/screen.ts';
import { bin, inPipe, ready, serverFor } from '../plays.ts';

const password = 'correct horse battery';

function listen(
  context: TestContext,
  port: number,
  asks = ['--plain'],
  env = {},
  cwd = process.cwd(),
): PersonAtScreen {
  const args = [bin, ...asks, '--port', String(port), '--name', 'ann'];
  const ann = new PersonAtScreen(process.execPath, args, { env: { ...ready, ...env }, cwd });
  context.after(() => ann.close());
  return ann;
}

test('a terminal gets lines and nothing else, a bell for a mention, and passwords unseen', async (context) => {
  const server = await serverFor(context);
  const ann = listen(context, server.port);
  await ann.sees('You are in the room general as ann, alone.', '/quit ends.');
  const ben = await RawPeer.enter(server.port, 'ben');
  await ann.sees('ben joined');
  ann.type('good morning\r');
  await ann.sees(/good morning\nsent/);
  ben.say({ type: 'send', id: 'a', room: 'general', content: 'ann: are you there?' });
  await ann.sees('ben mentions you: ann: are you there?');
  await ann.until(() => ann.bells === 1, 'the bell');
  ann.type('/register\r');
  await ann.sees('A password for ann:');
  ann.type(`${password}\r`);
  await ann.sees('The same again:');
  ann.type(`${password}\r`);
  await ann.sees('ann is yours now');
  ann.type('still here\r');
  await ann.sees(/still here\nsent/);
  ann.type('/quit\r');
  assert.equal(await ann.exited, 0);
  assert.match(ann.text, /You have left\.\s*$/);
  assert.doesNotMatch(ann.received, /\u001b|correct/);
});

test('a dumb terminal gets the same: who loses the server hears of it, and of its being back', async (context) => {
  const server = await serverFor(context);
  const ann = listen(context, server.port, [], { TERM: 'dumb' });
  await ann.sees('/quit ends.');
  await server.kill();
  await ann.sees('connection lost, trying again');
  ann.type('are you there?\r');
  await ann.sees('not sent yet: it waits for the connection');
  await server.startAgain();
  await ann.sees(/connected again, nothing was missed\nsent/);
  ann.type('\u0004');
  assert.equal(await ann.exited, 0);
});

test('who is named while typing nothing has the own program run, and the terminal shows it', async (context) => {
  const server = await serverFor(context);
  const folder = mkdtempSync(join(tmpdir(), 'partyline-called-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const config = join(folder, 'partyline.toml');
  // What it was called with becomes the name of a folder, which is there at once or not at all.
  writeFileSync(config, '[client]\nnotify = "osc9"\nnotify_command = ["mkdir", "-p", "--"]\n');
  const ann = listen(context, server.port, ['--plain'], { PARTYLINE_CONFIG: config }, folder);
  await ann.sees('/quit ends.');
  const ben = await RawPeer.enter(server.port, 'ben');
  ben.say({ type: 'send', id: 'a', room: 'general', content: 'ann: $(touch x)' });
  const called = join(folder, 'ann: $(touch x)');
  await ann.until(() => existsSync(called) && ann.commands.length === 1, 'to be called');
  assert.deepEqual(ann.commands, ['9;ben in #general: ann: $(touch x)']);
});

test('killed with a line that could not be sent, it goes out with the next start, which says so', async (context) => {
  const server = await serverFor(context);
  const env = { PARTYLINE_STATE: join(server.folder, 'state') };
  const before = listen(context, server.port, ['--plain'], env);
  await before.sees('/quit ends.');
  await server.kill();
  await before.sees('connection lost, trying again');
  before.type('are you there?\r');
  await before.sees('not sent yet: it waits for the connection');
  before.close();
  await before.exited;
  await server.startAgain();
  const after = listen(context, server.port, ['--plain'], env);
  await after.sees(/Sent now, as it waited: 1 message\.\n(.*\n)*sent/);
  after.type('/quit\r');
  assert.equal(await after.exited, 0);
  assert.equal((await server.log()).split('are you there?').length, 2);
});

test('in a pipe one hears what one said oneself, as nobody has typed it', async (context) => {
  const server = await serverFor(context);
  const args = [bin, '--plain', '--port', String(server.port), '--name', 'ann'];
  const child = spawn(process.execPath, args, { env: inPipe });
  child.stdin.end('one\n/me waves\n/login ann secret\n');
  const ends = [once(child, 'exit'), text(child.stdout), text(child.stderr)] as const;
  const [[code], out, error] = await Promise.all(ends);
  assert.deepEqual({ code, error }, { code: 77, error: '' });
  assert.match(out, /\nyou: one\n(?:.*\n)*ann waves\n/);
  assert.match(out, /Passwords are typed at a terminal/);
  assert.doesNotMatch(out, /secret/);
});
