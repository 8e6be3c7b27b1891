// Accounts as a person has them: real programs, a real server, and what stands on the screens.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { serverFor, sitDown } from './plays.ts';

const enter = '\r';
const password = 'correct horse battery';

/** A state folder of one person’s own. */
function stateOf(context: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-state-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, env: { PARTYLINE_STATE: folder } };
}

/** All that a client keeps, by the paths of its files. */
function keptIn(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const paths = names.map((name) => join(folder, name));
  return new Map(paths.flatMap((path) => textOf(path)));
}

/** None of a folder, nor of what a client that runs has just put in the place of another file. */
function textOf(path: string): [path: string, text: string][] {
  try {
    return [[path, readFileSync(path, 'utf8')]];
  } catch {
    return [];
  }
}

test('registered unseen, one comes in without a password; a second terminal has a session beside it', async (context) => {
  const server = await serverFor(context);
  const { folder, env } = stateOf(context);
  const first = await sitDown(context, server.port, 'alice', { env });
  first.type(`/register${enter}`);
  await first.sees('A password for alice:', 'typed unseen');
  first.type(`${password}${enter}`);
  await first.sees('The same again:');
  first.type(`${password}${enter}`);
  await first.sees('alice is yours now');
  first.type(`/quit${enter}`);
  await first.exited;

  const again = await sitDown(context, server.port, 'alice', { env });
  again.type(`/sessions${enter}`);
  await again.sees('1  chat-client', '(this one)');
  const second = await sitDown(context, server.port, 'alice', { env });
  second.type(`/sessions${enter}`);
  await second.sees('2  chat-client', 'revoke N ends');
  assert.match(again.text, /● live/, 'the first goes on');
  second.type(`/quit${enter}`);
  await second.exited;
  again.type(`/sessions${enter}`);
  await again.sees(/\(this one\)[\s\S]*\(this one\)/);

  assert.doesNotMatch(first.received + again.received, /correct horse/);
  for (const [path, text] of keptIn(folder)) {
    assert.doesNotMatch(text, /correct horse/, path);
    if (path.endsWith('account.json')) assert.equal(statSync(path).mode & 0o777, 0o600);
  }
  again.type(`/logout${enter}`);
  await again.sees('You are logged out');
  const left = [...keptIn(folder).keys()].filter((path) => path.endsWith('account.json'));
  assert.deepEqual(left, []);
});

test('a session that is ended elsewhere says so, and a login brings it back with its room', async (context) => {
  const server = await serverFor(context);
  const one = await sitDown(context, server.port, 'alice', { env: stateOf(context).env });
  one.type(`/register${enter}`);
  await one.sees('A password for alice:');
  one.type(`${password}${enter}${password}${enter}`);
  await one.sees('alice is yours now');
  const two = await sitDown(context, server.port, 'ann', { env: stateOf(context).env });
  two.type(`/login alice${enter}`);
  await two.sees('Password for alice:');
  two.type(`wrong wrong wrong${enter}`);
  await two.sees('Name or password is not right', 'Password for alice:');
  two.type(`${password}${enter}`);
  await two.sees('You are alice now');
  two.type(`/sessions${enter}`);
  await two.sees('2  chat-client', '(this one)');
  const other = /1 {2}chat-client(?:(?!2 {2}chat-client)[\s\S])*\(this one\)/.test(two.text)
    ? 2
    : 1;
  two.type(`/revoke ${other}${enter}`);
  await two.sees('That session is over');
  await one.sees('This session was ended elsewhere', 'Logged out: /login comes in again');
  two.type(`are you there?${enter}`);
  one.type(`/login${enter}`);
  await one.sees('Password for alice:');
  one.type(`${password}${enter}`);
  await one.sees('● live', 'are you there?');
});

test('a server for members is told of once, and is open after a login; by a password file at once', async (context) => {
  const server = await serverFor(context, '--auth', 'members');
  const { folder, env } = stateOf(context);
  const ann = await sitDown(context, server.port, 'ann', { env, args: ['--room', 'ops'] });
  await ann.sees('This server is for members: /login NAME, or', 'Only members write here');
  ann.type(`hello${enter}`);
  await ann.sees('> hello');
  ann.type(`\u0015/register${enter}`);
  await ann.sees('A password for ann:');
  ann.type(`${password}${enter}${password}${enter}`);
  await ann.sees('ann is yours now', '1 here');
  const file = join(folder, 'secret');
  writeFileSync(file, `${password}\n`);
  const device = await sitDown(context, server.port, 'ann', {
    env: stateOf(context).env,
    args: ['--password-file', file, '--room', 'ops'],
  });
  device.type(`hello from here${enter}`);
  await ann.sees('hello from here');
});

test('where one is invited, /register alone asks for the code, not for a password', async (context) => {
  const server = await serverFor(context, '--auth', 'invite');
  const ann = await sitDown(context, server.port, 'ann', { env: stateOf(context).env });
  await ann.sees('/register CODE');
  ann.type(`/register${enter}`);
  await ann.sees('/register CODE with the code you were');
});
