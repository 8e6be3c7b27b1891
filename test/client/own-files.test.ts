// A person who comes back: preferences, keys and half a sentence are as they were left.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { configPath, inputPath } from '../../src/client/own-folders.ts';
import { serverFor, sitDown } from './plays.ts';

const enter = '\r';
const up = '\u001b[A';

function homeFor(context: TestContext): { HOME: string } {
  const home = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(home, { recursive: true, force: true }));
  return { HOME: home };
}

function configIn(home: string, text: string | Uint8Array): string {
  const path = join(home, '.config', 'partyline', 'partyline.toml');
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
  test(`after ${signal} the draft and the history are there again`, async (context) => {
    const server = await serverFor(context);
    const env = homeFor(context);
    const ann = await sitDown(context, server.port, 'ann', { env });
    ann.type(`/me waves${enter}half a sen`);
    await ann.sees('> half a sen');
    process.kill(ann.pid, signal);
    await ann.exited;
    const again = await sitDown(context, server.port, 'ann', { env });
    await again.sees('> half a sen');
    again.type(up);
    await again.sees('> /me waves');
  });
}

test('two clients of one person end, and neither has lost what the other sent', async (context) => {
  const server = await serverFor(context);
  const env = homeFor(context);
  const people = [
    await sitDown(context, server.port, 'ann', { env }),
    await sitDown(context, server.port, 'ann', { env }),
  ];
  for (const [index, person] of people.entries()) {
    person.type(`/me is at screen ${index}${enter}`);
    await person.sees(`is at screen ${index}`);
  }
  await Promise.all(
    people.map((person) => {
      person.type(`/quit${enter}`);
      return person.exited;
    }),
  );
  const kept = readFileSync(
    inputPath(env, `127.0.0.1:${server.port}`, 'ann', 'linux', env.HOME),
    'utf8',
  );
  assert.match(kept, /screen 0.*screen 1|screen 1.*screen 0/s);
});

test('what is wrong with the file is told in the room, the rest of it holds', async (context) => {
  const server = await serverFor(context);
  const env = homeFor(context);
  configIn(env.HOME, '[client]\ntheme = 1\n[client.keys]\nctrl-o = "help"\n');
  const ann = await sitDown(context, server.port, 'ann', { env, columns: 160 });
  await ann.sees(
    'F1 shows what you can do.',
    '~/.config/partyline/partyline.toml: theme can’t be 1, but: auto, dark, light,',
  );
  ann.type('\u000f');
  await ann.sees('Esc closes this');
});

test('/set is completed, done and kept', async (context) => {
  const server = await serverFor(context);
  const env = homeFor(context);
  const ann = await sitDown(context, server.port, 'ann', { env });
  ann.type('/set the\tmo\t');
  await ann.sees('> /set theme mono');
  ann.type(enter);
  await ann.sees('theme = mono.');
  const path = join(env.HOME, '.config', 'partyline', 'partyline.toml');
  assert.equal(readFileSync(path, 'utf8'), '[client]\ntheme = "mono"\n');
});

test('the files are where the system and the environment say', () => {
  assert.equal(configPath({}, 'linux', '/h'), '/h/.config/partyline/partyline.toml');
  assert.equal(
    configPath({ XDG_CONFIG_HOME: '/x' }, 'darwin', '/h'),
    '/x/partyline/partyline.toml',
  );
  assert.equal(
    configPath({ XDG_CONFIG_HOME: 'x' }, 'linux', '/h'),
    '/h/.config/partyline/partyline.toml',
  );
  assert.equal(configPath({ PARTYLINE_CONFIG: 'f' }, 'linux', '/h'), 'f');
  assert.match(configPath({ APPDATA: 'A' }, 'win32', '/h'), /^A.partyline.partyline\.toml$/);
  const path = inputPath({ PARTYLINE_STATE: '/s' }, '[::1]:7000', 'ann', 'linux', '/h');
  assert.equal(path, '/s/ann%40%5B%3A%3A1%5D%3A7000/input.json');
  assert.equal(
    inputPath({}, 'a:1', '', 'linux', '/h'),
    '/h/.local/state/partyline/a%3A1/input.json',
  );
});

test('who comes back finds the rooms open that were open, and the one asked for on the screen', async (context) => {
  const server = await serverFor(context);
  const env = homeFor(context);
  const ann = await sitDown(context, server.port, 'ann', { env });
  ann.type(`/join ops${enter}/join random${enter}/leave general${enter}`);
  await ann.sees(/^▌2 random/m);
  await ann.seesNot(/ general$/m);
  ann.type(`/quit${enter}`);
  await ann.exited;
  const again = await sitDown(context, server.port, 'ann', { env });
  await again.sees(/^▌1 ops/m, /^ 2 random/m);
  const other = await sitDown(context, server.port, 'ann', { env, args: ['--room', 'news'] });
  await other.sees(/^ . ops/m, /^ . random/m, /^▌. news/m);
});
