// What chat-server makes of flags, environment and files of settings, in this order.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import * as toml from 'smol-toml';
import type { Environment } from '../../src/command-line/environment.ts';
import { keyedOptions } from '../../src/command-line/keys.ts';
import type { Surroundings } from '../../src/command-line/places.ts';
import { sampleOf } from '../../src/command-line/settings-shown.ts';
import type { Config } from '../../src/server/config.ts';
import { wordsOfFolder } from '../../src/server/project-file.ts';
import { readConfig, serverTree } from '../../src/server/read-config.ts';

/** A folder to start in, with this file of settings; no other one is found. */
function around(t: TestContext, file?: string, env: Environment = {}): Surroundings {
  const cwd = mkdtempSync(join(tmpdir(), 'partyline-'));
  t.after(() => rmSync(cwd, { recursive: true }));
  if (file !== undefined) writeFileSync(join(cwd, 'partyline.toml'), file);
  return { env, cwd, home: join(cwd, 'home'), system: join(cwd, 'etc'), platform: 'linux', toml };
}

function read(place: Surroundings, ...args: string[]) {
  return readConfig(['node', 'chat-server', ...args], '1.2.3', place);
}

function config(place: Surroundings, ...args: string[]): Config {
  const { what } = read(place, ...args);
  assert.ok('settled' in what, 'text' in what ? what.text : 'a task');
  return what;
}

function refusal(place: Surroundings, ...args: string[]): string {
  const { what } = read(place, ...args);
  assert.ok('text' in what, 'it is not refused');
  assert.equal(what.code, 2);
  return what.text.replaceAll(place.cwd, '.');
}

test('a flag goes before a variable, a variable before a file, a file before the default', (t) => {
  const file = '[server]\nport = 1\nrate = 1\nauth = "members"\n';
  const place = around(t, file, { PARTYLINE_PORT: '2', PARTYLINE_RATE: '2' });
  const { port, settings } = config(place, '--port', '3');
  assert.equal(port, 3);
  assert.equal(settings.messagesPerSecond, 2);
  assert.equal(settings.auth, 'members');
  assert.equal(settings.durability, 'disk');
});

test('PORT is the port where PARTYLINE_PORT is not set; an empty variable is as good as none', (t) => {
  assert.equal(config(around(t, '', { PORT: '81' })).port, 81);
  assert.equal(config(around(t, '', { PORT: '81', PARTYLINE_PORT: '82' })).port, 82);
  assert.equal(config(around(t, '', { PORT: '81', PARTYLINE_PORT: '' })).port, 81);
  assert.equal(config(around(t, '[server]\nport = 83', { PORT: '' })).port, 83);
});

test('a switch is turned on by any word of a variable but 0, off, no and false', (t) => {
  const isInsecure = (word: string, file = '') =>
    config(around(t, file, { PARTYLINE_INSECURE: word })).isInsecure;
  for (const yes of ['1', 'yes', 'true', 'on']) assert.equal(isInsecure(yes), true, yes);
  for (const no of ['', '0', 'off', 'no', 'FALSE']) assert.equal(isInsecure(no), false, no);
  assert.equal(isInsecure('', '[server]\ninsecure = true'), true);
  assert.equal(isInsecure('0', '[server]\ninsecure = true'), false);
  assert.equal(config(around(t, '', { PARTYLINE_NO_WEB: '1' })).web, false);
  assert.notEqual(config(around(t, '', { PARTYLINE_NO_WEB: '0' })).web, false);
  assert.equal(config(around(t, '[server]\nno_web = true')).web, false);
});

test('lists and tables are written as TOML has them', (t) => {
  const file = `[server]
trust_proxy = ["loopback", "10.0.0.0/8"]
origin = "https://a.example"
[server.cost]
search = 10
rooms = 0.5
`;
  const { web, proxies, settings } = config(around(t, file));
  assert.deepEqual(proxies, ['loopback', '10.0.0.0/8']);
  assert.ok(web);
  assert.deepEqual(web.origins, [new URL('https://a.example')]);
  assert.deepEqual(settings.costs, { search: 10, rooms: 0.5 });
  const more = config(around(t, file, { PARTYLINE_COST: 'search=3,join=2' })).settings;
  assert.deepEqual(more.costs, { search: 3, join: 2 });
});

test('what a stronger source says another way counts instead', (t) => {
  const file = '[server]\ntls_cert = "c.pem"\ntls_key = "k.pem"\nweb_port = 8080\n';
  assert.equal(config(around(t, file), '--tls', 'auto').tls, 'auto');
  assert.equal(config(around(t, file), '--no-web').web, false);
  assert.match(refusal(around(t, `${file}no_web = true`)), /--web-port or --no-web, not both/);
});

test('a command beside serving reads the same sources', async (t) => {
  const { what } = read(around(t, '[server]\nlog = "there.txt"'), 'config', '--json');
  assert.equal(typeof what, 'function');
  assert.match(refusal(around(t, '[server]\nlgo = "x"'), 'verify'), /is log meant\?/);
  // What is no option of it does not hold it up.
  assert.equal(typeof read(around(t, '[server]\nrate = "x"'), 'verify').what, 'function');
});

const elsewhere = (key: string) =>
  ['/nowhere/of-mine', '../x', 'out/x', 'nowhere'].map((path) => [key, path]);

for (const [key = '', path = ''] of ['log', 'operator_log', 'about_file', 'socket'].flatMap(
  elsewhere,
)) {
  test(`${key} = "${path}" of the folder that one stands in is refused, and taken when it is said`, (t) => {
    const place = around(t, `[server]\n${key} = "${path}"`);
    symlinkSync('..', join(place.cwd, 'out'));
    symlinkSync('../not/there', join(place.cwd, 'nowhere'));
    const why = `error: ./partyline.toml:2: ${key} is outside of this folder: say --config partyline.toml if that is meant\n`;
    assert.ok(refusal(place).startsWith(why), refusal(place));
    config(place, '--config', join(place.cwd, 'partyline.toml'));
    config(around(t, '', { [`PARTYLINE_${key.toUpperCase()}`]: path }));
  });
}

test('a log elsewhere is refused to every command, and fine in a file of one’s own', (t) => {
  const place = around(t, '[server]\nlog = "../there.txt"');
  assert.match(refusal(place, 'verify'), /:2: log is outside of this folder/);
  const own = around(t);
  const folder = join(own.home, '.config', 'partyline');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'partyline.toml'), '[server]\nlog = "/var/lib/partyline/log.txt"');
  assert.equal(config(own).logPath, '/var/lib/partyline/log.txt');
});

test('what holds of the file in this folder is said in a line, and what stays in the folder is taken', (t) => {
  const place = around(t, '[server]\nlog = "logs/../..log.txt"\nhost = "::1"\nrate = 1\n');
  const words = (...args: string[]) => wordsOfFolder(config(place, ...args).settled);
  assert.equal(words(), `settings of ${join(place.cwd, 'partyline.toml')} hold: host, log, rate`);
  assert.match(words('--log', 'x', '--host', '::1') ?? '', /hold: rate$/);
  assert.equal(words('--config', 'none'), undefined);
  assert.equal(words('--config', join(place.cwd, 'partyline.toml')), undefined);
});

const strange: readonly (readonly [string, RegExp])[] = [
  ['[server]\nprot = 1', /^error: \.\/partyline\.toml:2: there is no prot; is port meant\?\n/],
  ['[server]\nhello-timeout = 1', /:2: there is no hello-timeout; is hello_timeout meant\?/],
  ['[server]\nHello_Timeout = 1', /; is hello_timeout meant\?/],
  ['[server]\nmax_connections_per_adress = 1', /; is max_connections_per_address meant\?/],
  ['[server]\nnonsense_of_mine = 1', /:2: there is no nonsense_of_mine\n/],
  ['\n[Server]\nport = 1', /:2: there is no table Server; is server meant\?/],
  ['[servers]', /:1: there is no table servers; is server meant\?/],
  ['port = 1', /:1: port has to stand under \[server\]/],
  ['server = 1', /:1: write \[server\], a table/],
  ['[[server]]\nport = 1', /:1: write \[server\], a table/],
  ['server.prot = 1', /:1: there is no prot/],
  ['server = { prot = 1 }', /:1: there is no prot/],
  ['[server]\nport = "7001"', /:2: port can't be "7001": write a number, without quotes/],
  ['[server]\nport = 70000', /:2: port can't be 70000: give a whole number from 0 to 65535/],
  ['[server]\nport = nan', /port can't be NaN/],
  ['[server]\nport = 1979-05-27', /port can't be a date/],
  ['[server]\nport = 1.5', /port can't be 1\.5/],
  ['[server]\nport = [1]', /port can't be a list/],
  ['[server]\nport = { a = 1 }', /port can't be a table/],
  ['[server]\nport = true', /port can't be true/],
  ['[server]\nauth = "opne"', /auth can't be "opne": allowed choices are open, members, invite/],
  ['[server]\nauth = 1', /auth can't be 1: allowed choices/],
  ['[server]\ninsecure = "yes"', /insecure can't be "yes": write true or false/],
  ['[server]\ncost = "search=1"', /cost can't be "search=1": write a table/],
  ['[server.cost]\nserch = 1', /:1: cost can't be a table: give KIND=NUMBER/],
  ['[server]\norigin = [1]', /origin can't be a list: write texts in brackets/],
  ['[server]\nport = 1\nport = 2', /partyline\.toml:3: it is no TOML: /],
  ['[server\nport = 1', /partyline\.toml:1: it is no TOML: /],
  ['[server]\n"\\u001b[2J" = 1', /there is no \\u\{1b\}\[2J/],
  ['[server]\nhost = "\\u202e\\u001b]0;x"\nhots = 1', /^[^\p{C}]*$/mu],
  [`[server]\nx = ${'['.repeat(2000)}`, /no TOML/],
];

for (const [file, why] of strange) {
  test(`${JSON.stringify(file.slice(0, 60))} in a file is refused with its line`, (t) => {
    const text = refusal(around(t, file));
    assert.match(text, why);
    assert.match(text, /\nTry chat-server --help\.\n$/);
  });
}

test('tabs, a byte order mark and the line ends of Windows are TOML as well', (t) => {
  const place = around(t, '\uFEFF[server]\r\n\tport\t=\t5\t# five\r\n');
  const { settled } = config(place);
  const port = settled.find(({ option }) => option.key === 'port');
  assert.equal(port?.value, 5);
  assert.equal(port?.source?.where, `${join(place.cwd, 'partyline.toml')}:2`);
});

test('all that is wrong is said at once, up to a bound', (t) => {
  const keys = Array.from({ length: 30 }, (_, index) => `nonsense_${index} = 1`);
  const lines = refusal(around(t, `[server]\n${keys.join('\n')}`))
    .trim()
    .split('\n');
  assert.equal(lines.length, 10);
  assert.equal(lines[8], 'error: and 22 more');
});

test('--config reads that file alone, and none reads none; it has to be there', (t) => {
  const place = around(t, '[server]\nport = 1\nrate = 1');
  const other = join(place.cwd, 'other.toml');
  writeFileSync(other, '[server]\nport = 2\n');
  const { port, settings } = config(place, '--config', other);
  assert.deepEqual([port, settings.messagesPerSecond], [2, 20]);
  assert.equal(config(place, '--config', 'none').port, 7000);
  assert.equal(config({ ...place, env: { PARTYLINE_CONFIG: 'none' } }).port, 7000);
  assert.equal(config({ ...place, env: { PARTYLINE_CONFIG: other } }).port, 2);
  assert.match(refusal(place, '--config', './no.toml'), /there is no \.\/no\.toml/);
  assert.match(refusal(place, '--config', place.cwd), /it can't be read: it is no file/);
});

test('a variable that is nearly one of ours is said, and no reason to stop', (t) => {
  const place = around(t, '', {
    PARTYLINE_PROT: '1',
    PARTYLINE_NAME: 'x',
    PARTYLINE_X: '',
    HOME: '/',
  });
  assert.deepEqual(read(place).warnings, [
    'nothing reads PARTYLINE_PROT: is PARTYLINE_PORT meant?',
  ]);
});

test('the sample, with its marks taken away, gives the defaults', (t) => {
  const { server } = serverTree('1.2.3');
  const sample = sampleOf('server', keyedOptions(server));
  const uncommented = sample.replace(/^# (?=\w+ = )/gm, '');
  const withDefaults = config(around(t, uncommented));
  const { settled: _, ...sampled } = withDefaults;
  const { settled: __, ...usual } = config(around(t));
  assert.deepEqual(sampled, usual);
  const said = withDefaults.settled.filter(({ source }) => source !== undefined);
  assert.ok(said.length > 20, `${said.length} keys have a default`);
  for (const { key } of keyedOptions(server))
    assert.match(sample, new RegExp(`^##? ${key} = `, 'm'));
});
