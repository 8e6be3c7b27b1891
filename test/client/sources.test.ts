// What chat-client takes from files of settings, and what it does not take from a folder that one entered.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import * as toml from 'smol-toml';
import { isPreference } from '../../src/client/preferences.ts';
import { isEnding, programFor, readSettings, type Settings } from '../../src/client/settings.ts';
import { layeredOver } from '../../src/client/sources.ts';
import { type Environment, misspelt } from '../../src/command-line/environment.ts';
import { keyedOptions } from '../../src/command-line/keys.ts';
import type { KeyedOption } from '../../src/command-line/option.ts';
import type { Owner, Surroundings } from '../../src/command-line/places.ts';
import { serverTree } from '../../src/server/read-config.ts';

interface Given {
  readonly files?: Partial<Record<Owner, string>>;
  readonly env?: Environment;
}

/** A machine with these files, and nothing else. */
function around(t: TestContext, { files = {}, env = {} }: Given): Surroundings {
  const root = mkdtempSync(join(tmpdir(), 'partyline-'));
  t.after(() => rmSync(root, { recursive: true }));
  const folders: Partial<Record<Owner, string>> = {
    project: join(root, 'cwd'),
    user: join(root, 'home', '.config', 'partyline'),
    system: join(root, 'etc'),
  };
  for (const [owner, folder] of Object.entries(folders)) {
    mkdirSync(folder, { recursive: true });
    const text = files[owner as Owner];
    if (text !== undefined) writeFileSync(join(folder, 'partyline.toml'), text);
  }
  const { project = '', system = '' } = folders;
  return { env, cwd: project, home: join(root, 'home'), system, platform: 'linux', toml };
}

function read(t: TestContext, given: Given, ...args: string[]) {
  const place = around(t, given);
  const warnings: string[] = [];
  const asked = readSettings(args, place.env, '1.2.3', place, (line) => warnings.push(line));
  const root = place.cwd.slice(0, -'/cwd'.length);
  return { asked, warnings: warnings.map((line) => line.replaceAll(root, '')), root };
}

function settings(t: TestContext, given: Given, ...args: string[]): Settings {
  const { asked } = read(t, given, ...args);
  assert.ok(typeof asked !== 'function' && !isEnding(asked), 'text' in asked ? asked.text : '');
  return asked;
}

function refusal(t: TestContext, given: Given, ...args: string[]): string {
  const { asked, root } = read(t, given, ...args);
  assert.ok(typeof asked !== 'function' && isEnding(asked), 'it is not refused');
  assert.equal(asked.code, 2);
  return asked.text.replaceAll(root, '');
}

const everywhere = {
  project: '[client]\nroom = "project"',
  user: '[client]\nroom = "user"\nname = "ann"',
  system: '[client]\nroom = "system"\nname = "sys"\nserver = "elm"',
};

test('the folder’s file goes before one’s own, and that before the system’s', (t) => {
  const { server, name, room, isRoomGiven } = settings(t, { files: everywhere });
  assert.deepEqual(server, { host: 'elm', port: 7000, isEncrypted: true });
  assert.deepEqual([name, room, isRoomGiven], ['ann', 'project', true]);
  assert.equal(settings(t, { files: everywhere }, '--room', 'flag').room, 'flag');
});

test('of one’s own file all options count, beside what the screen reads of it', (t) => {
  const user =
    '[client]\nhost = "elm"\nport = 7001\ninsecure = true\ntheme = "dark"\n[client.keys]';
  assert.deepEqual(settings(t, { files: { user } }).server, {
    host: 'elm',
    port: 7001,
    isEncrypted: false,
  });
});

test('a server that is said by a stronger source stands alone', (t) => {
  const files = { user: '[client]\nhost = "elm"\nport = 7001\ntls = true' };
  const at = (given: Given, ...args: string[]) => settings(t, given, ...args).server;
  const oak = { host: 'oak', port: 7000, isEncrypted: true };
  assert.deepEqual(at({ files }, 'oak'), oak);
  assert.deepEqual(at({ files, env: { PARTYLINE_SERVER: 'oak' } }), oak);
  assert.deepEqual(at({ files, env: { PARTYLINE_HOST: 'oak' } }), { ...oak, port: 7001 });
  assert.deepEqual(at({ files }, '--insecure', 'oak'), { ...oak, isEncrypted: false });
  assert.deepEqual(at({ files: { user: '[client]\nserver = "elm"' } }, '--host', 'oak'), oak);
  // A switch that is turned off says nothing of its rival.
  assert.deepEqual(at({ files, env: { PARTYLINE_INSECURE: '0', PARTYLINE_HOST: '::1' } }), {
    host: '::1',
    port: 7001,
    isEncrypted: true,
  });
});

test('a folder says server, room and name, and nothing else of it is taken', (t) => {
  const project = `[client]
server = "elm"
room = "ops"
name = "ci"
insecure = true
notify_command = "rm"
theme = "light"
[client.keys]
ctrl-t = "none"
`;
  const { asked, warnings } = read(t, { files: { project } });
  assert.ok('server' in asked);
  assert.deepEqual(asked.server, { host: 'elm', port: 7000, isEncrypted: true });
  assert.deepEqual(
    warnings,
    [
      [5, 'insecure'],
      [6, 'notify_command'],
      [7, 'theme'],
      [8, 'keys'],
    ].map(
      ([line, key]) => `/cwd/partyline.toml:${line}: ${key} is taken from a file of your own alone`,
    ),
  );
});

test('a password is not given to a server that a folder names', (t) => {
  const files = { project: '[client]\nserver = "elm"\nname = "ci"' };
  for (const way of [['--login'], ['--password-file', 'p']]) {
    assert.match(
      refusal(t, { files }, ...way),
      /^chat-client: \/cwd\/partyline\.toml:2 says the server: with a password, say it yourself/,
    );
    assert.ok(settings(t, { files }, ...way, '--server', 'elm').password);
  }
});

test('who stands in the folder of the own file means that one', (t) => {
  const place = around(t, { files: { user: '[client]\nhost = "elm"' } });
  const cwd = join(place.home, '.config', 'partyline');
  const asked = readSettings([], {}, '1.2.3', { ...place, cwd }, assert.fail);
  assert.ok('server' in asked && asked.server && 'host' in asked.server);
  assert.equal(asked.server.host, 'elm');
});

test('a key that is none is refused, with the nearest of options and preferences', (t) => {
  for (const [text, why] of [
    ['[client]\nsever = "elm"', /partyline\.toml:2: there is no sever; is server meant\?\n$/],
    ['[client]\ntehme = "dark"', /; is theme meant\?/],
    ['[client]\nno-start = true', /there is no no-start/],
    ['[clinet]\ntheme = "dark"', /:1: there is no table clinet; is client meant\?/],
    ['theme = "dark"', /theme has to stand under \[client\]/],
    ['[client]\n__proto__ = 1', /there is no __proto__/],
    ['[client]\n"\\u001b[2J" = "\\u001b]0;x\\u0007"', /there is no \\u\{1b\}\[2J\n$/],
    ['[client]\nname = "a b"', /:2: name can't be "a b": a name is 1 to 32 letters/],
    ['[client]\nserver = "a b"', /:2: server can't be "a b": it is no address: write HOST/],
    ['[client]\ntls = "yes"', /tls can't be "yes": write true or false/],
    ['\u0000', /it is no TOML/],
    ['x'.repeat(1 << 20), /it can't be read: it is longer than 256 KiB/],
  ] as const) {
    const refused = refusal(t, { files: { user: text } });
    assert.match(refused, why);
    assert.match(refused, /^(?:chat-client: [^\p{Cc}]+\n)+$/u);
    assert.ok(settings(t, { files: { user: text } }, '--config', 'none'));
  }
});

test('a file full of wrong keys is refused as fast as one of a few', (t) => {
  const keys = Array.from({ length: 10_000 }, (_, index) => `nonsense_${index} = 1`);
  const lines = refusal(t, { files: { project: `[client]\n${keys.join('\n')}` } }).split('\n');
  assert.equal(lines.length, 10);
});

test('no option has the name of a preference', () => {
  const options = keyedOptions(
    programFor(
      '1.2.3',
      () => {},
      () => {},
    ),
  ).map(({ key }) => key);
  assert.ok(options.includes('server'));
  assert.deepEqual(
    options.filter((key) => isPreference(key) || key === 'keys'),
    [],
  );
});

test('no variable of one program looks like a misspelt one of the other', () => {
  const client = keyedOptions(
    programFor(
      '1.2.3',
      () => {},
      () => {},
    ),
  );
  const server = keyedOptions(serverTree('1.2.3').server);
  const set = (options: readonly KeyedOption[]) =>
    Object.fromEntries(options.flatMap(({ variables }) => variables).map((name) => [name, '1']));
  const others = { PARTYLINE_READY: '1', PARTYLINE_STATE: '/', PARTYLINE_DATA: '/' };
  const more = { PARTYLINE_RUNTIME: '/', PARTYLINE_CONFIG: 'none', PARTYLINE_PARENT: '1' };
  assert.deepEqual(misspelt({ ...set(server), ...others, ...more }, client), []);
  assert.deepEqual(misspelt({ ...set(client), ...others, ...more }, server), []);
});

test('commands take the room from a variable or a file too, and --to goes before both', (t) => {
  const room = (env: Environment, ...args: string[]) => {
    const place = around(t, { files: { user: '[client]\nroom = "user"' }, env });
    const layered = layeredOver(place);
    const program = programFor(
      '1.2.3',
      () => {},
      () => {},
      layered,
    );
    program.parse(args, { from: 'user' });
    return program.commands.find((each) => each.name() === args[0])?.opts().room;
  };
  const variable = { PARTYLINE_ROOM: 'variable' };
  for (const command of ['send', 'history', 'export', 'users']) {
    assert.equal(room({}, command), 'user', command);
    assert.equal(room(variable, command), 'variable', command);
    assert.equal(room(variable, command, '-r', 'flag'), 'flag', command);
  }
  assert.deepEqual(room(variable, 'tail'), ['variable']);
  assert.deepEqual(room(variable, 'tail', '-r', 'one', '-r', 'two'), ['one', 'two']);
  assert.equal(room(variable, 'send', '--to', 'bob'), undefined);
});
