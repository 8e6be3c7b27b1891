// `config` of both programs, as people and programs read it.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import * as toml from 'smol-toml';
import { readSettings } from '../../src/client/settings.ts';
import type { Surroundings } from '../../src/command-line/places.ts';
import { rowsIn } from '../../src/command-line/settings-shown.ts';
import { Output } from '../../src/server/commands/output.ts';
import { readConfig } from '../../src/server/read-config.ts';

function around(t: TestContext, file: string, env: Record<string, string> = {}): Surroundings {
  const home = mkdtempSync(join(tmpdir(), 'partyline-'));
  t.after(() => rmSync(home, { recursive: true }));
  const folder = join(home, '.config', 'partyline');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'partyline.toml'), file);
  return { env, cwd: join(home, 'cwd'), home, system: join(home, 'etc'), platform: 'linux', toml };
}

async function ofServer(place: Surroundings, isRead: boolean, ...args: string[]) {
  const { what } = readConfig(['node', 'chat-server', 'config', ...args], '1.2.3', place);
  assert.ok(typeof what === 'function', 'text' in what ? what.text : '');
  const stream = new PassThrough();
  const talk: string[] = [];
  const code = await what({
    out: new Output(stream),
    say: (line) => talk.push(line),
    isRead,
    input: () => assert.fail(),
    clock: () => 0,
    screen: undefined,
    person: undefined,
    interruption: () => assert.fail(),
  });
  stream.end();
  const out = await text(stream);
  return { code, talk, out: out.replaceAll(place.home, '~') };
}

async function ofClient(place: Surroundings, ...args: string[]) {
  const { env } = place;
  const asked = readSettings(['config', ...args], env, '1.2.3', place);
  assert.ok(typeof asked === 'function');
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const code = await asked({ stdin, stdout, stderr, env, version: '', interruption: assert.fail });
  stdout.end();
  stderr.end();
  const [out, talk] = [await text(stdout), await text(stderr)];
  return { code, out: out.replaceAll(place.home, '~'), talk: talk.replaceAll(place.home, '~') };
}

const where = '~/.config/partyline/partyline.toml';

test('each setting is told with its value and its source, a flag’s too', async (t) => {
  const file = '[server]\nrate = 5\ncost = { search = 9 }\ntrust_proxy = ["::1", "10.0.0.0/8"]\n';
  const place = around(t, file, { PORT: '81', PARTYLINE_NO_WEB: '1' });
  const { out, code } = await ofServer(place, false, '--auth', 'members');
  assert.equal(code, 0);
  for (const line of [
    'host\t127.0.0.1\tdefault',
    'port\t81\tPORT',
    'auth\tmembers\t--auth',
    `rate\t5\t${where}:2`,
    `cost\tsearch=9\t${where}:3`,
    `trust_proxy\t::1,10.0.0.0/8\t${where}:4`,
    'no_web\ttrue\tPARTYLINE_NO_WEB',
    'tls_cert\t\tdefault',
  ])
    assert.ok(out.includes(`${line}\n`), line);
});

test('people get columns, programs an object a line', async (t) => {
  const place = around(t, '[server]\nrate = 5\n');
  const columns = (await ofServer(place, true)).out.split('\n');
  const at = columns[0]?.indexOf('127.0.0.1') ?? -1;
  assert.ok(columns.some((line) => line.indexOf(' 5 ') === at - 1 && line.startsWith('rate ')));
  const lines = (await ofServer(place, false, '--json')).out.trim().split('\n');
  const rate = lines.map((line) => JSON.parse(line)).find(({ key }) => key === 'rate');
  assert.deepEqual(rate, {
    key: 'rate',
    isReloadable: true,
    value: 5,
    from: 'file',
    where: `${where}:2`,
  });
});

test('a value stands on its line, whatever is in it', () => {
  const row = { key: 'log', value: 'a\tb\nc\u001b[2J', where: undefined };
  assert.equal(rowsIn('fields', [row]), 'log\ta\\tb\\nc\\u001b[2J\tdefault\n');
});

test('the client’s has the preferences and keys of its screen', async (t) => {
  const file = '[client]\nname = "ann"\ntheme = "light"\n[client.keys]\nctrl-o = "switcher"\n';
  const { out, code } = await ofClient(around(t, file));
  assert.equal(code, 0);
  for (const line of [
    `name\tann\t${where}:2`,
    `theme\tlight\t${where}:3`,
    'bell\ttrue\tdefault',
    `keys.ctrl-o\tswitcher\t${where}:5`,
  ])
    assert.ok(out.includes(`${line}\n`), line);
});

test('a preference that can’t be is told here with an exit code', async (t) => {
  const { talk, code } = await ofClient(around(t, '[client]\ntheme = "drak"\n'));
  assert.equal(code, 2);
  assert.match(talk, /theme can’t be "drak"/);
});

test('the client’s sample, with its marks taken away, is in order and gives the defaults', async (t) => {
  const sample = (await ofClient(around(t, ''), '--sample')).out;
  const uncommented = sample.replace(/^# (?=\w+ = |\[)/gm, '');
  assert.match(uncommented, /^theme = "auto"$/m);
  const { out, code, talk } = await ofClient(around(t, uncommented), '--json');
  assert.deepEqual([code, talk], [0, '']);
  const usual = (await ofClient(around(t, ''), '--json')).out;
  const values = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .map(({ key, value }) => [key, value]);
  const keys = values(out).filter(([key]) => String(key).startsWith('keys.'));
  assert.deepEqual(values(out), [...values(usual), ...keys]);
});
