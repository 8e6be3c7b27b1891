// The command line of chat-client.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Ending,
  hasScreen,
  isEnding,
  isSpoken,
  readSettings,
  type Settings,
} from '../../src/client/settings.ts';
import type { Surroundings } from '../../src/command-line/places.ts';
import { parseAddress, parsePage } from '../../src/sdk/node/address.ts';

/** Where there are no files. */
function nowhere(env: Record<string, string>): Surroundings {
  return { env, cwd: '/nowhere', home: '/nowhere', system: '/nowhere', platform: 'linux' };
}

function settings(args: string[], env: Record<string, string> = {}): Settings {
  const outcome = readSettings(args, env, '1.2.3', nowhere(env));
  assert.ok(typeof outcome !== 'function');
  assert.ok(!isEnding(outcome), isEnding(outcome) ? outcome.text : '');
  return outcome;
}

function ending(args: string[], env: Record<string, string> = {}): Ending {
  const outcome = readSettings(args, env, '1.2.3', nowhere(env));
  assert.ok(isEnding(outcome));
  return outcome;
}

test('an address is a host, with or without a port', () => {
  assert.deepEqual(parseAddress('chat.example.org'), { host: 'chat.example.org' });
  assert.deepEqual(parseAddress('localhost:7001'), { host: 'localhost', port: 7001 });
  assert.deepEqual(parseAddress('[::1]:7001'), { host: '::1', port: 7001 });
  assert.deepEqual(parseAddress('::1'), { host: '::1' });
  for (const text of ['', ':7000', 'a:0', 'a:65536', 'a:b', '[::1', 'a b', 'http://a']) {
    assert.equal(parseAddress(text), undefined, text);
  }
});

test('without arguments no server is said, and the room is #general', () => {
  assert.deepEqual(settings([]), {
    server: undefined,
    name: undefined,
    room: 'general',
    isRoomGiven: false,
    mayStart: true,
    isJson: false,
    isPlain: false,
    password: undefined,
  });
});

test('an option goes before the environment, the environment before the default', () => {
  const env = { PARTYLINE_HOST: 'one', PARTYLINE_PORT: '1', PARTYLINE_NAME: 'ann' };
  assert.deepEqual(settings([], env), {
    server: { host: 'one', port: 1, isEncrypted: true },
    name: 'ann',
    room: 'general',
    isRoomGiven: false,
    mayStart: true,
    isJson: false,
    isPlain: false,
    password: undefined,
  });
  assert.deepEqual(
    settings(['--host', 'two', '--port', '2', '--name', 'ben', '--room', '#Ops'], env),
    {
      server: { host: 'two', port: 2, isEncrypted: true },
      name: 'ben',
      room: 'ops',
      isRoomGiven: true,
      mayStart: true,
      isJson: false,
      isPlain: false,
      password: undefined,
    },
  );
  assert.deepEqual(settings(['three:3'], env).server, {
    host: 'three',
    port: 3,
    isEncrypted: true,
  });
  assert.deepEqual(settings(['three', '--port', '4'], env).server, {
    host: 'three',
    port: 4,
    isEncrypted: true,
  });
});

test('a server is said by an address, by its parts, or by the environment, in this order', () => {
  const one = { host: 'one', port: 7000, isEncrypted: true };
  assert.deepEqual(settings(['--server', 'one']).server, one);
  assert.deepEqual(settings([], { PARTYLINE_SERVER: 'one' }).server, one);
  assert.deepEqual(settings(['one'], { PARTYLINE_SERVER: 'two' }).server, one);
  assert.deepEqual(settings(['--host', 'one'], { PARTYLINE_SERVER: 'two' }).server, one);
  assert.deepEqual(settings([], { PARTYLINE_SERVER: '' }).server, undefined);
  assert.equal(ending(['one', '--server', 'two']).code, 2);
});

test('the address of the page is the server’s too, with the path that a proxy puts before it', () => {
  const pageOf = (written: string): string | undefined => parsePage(written)?.href;
  assert.equal(pageOf('http://localhost:7000'), 'http://localhost:7000/');
  assert.equal(pageOf('HTTPS://Chat.example.org/chat'), 'https://chat.example.org/chat/');
  assert.equal(pageOf('https://chat.example.org/chat/?a#b'), 'https://chat.example.org/chat/');
  for (const text of ['localhost:7000', 'ws://a', 'http:a', 'http://', 'http://me@a', 'http://a:b'])
    assert.equal(pageOf(text), undefined, text);
  const env = { PARTYLINE_HOST: 'one', PARTYLINE_PORT: '1' };
  assert.deepEqual(settings(['https://chat.example.org'], env).server, {
    page: new URL('https://chat.example.org/'),
  });
});

function isEncrypted(args: string[], env: Record<string, string> = {}): boolean {
  const { server } = settings(args, env);
  assert.ok(server !== undefined && 'host' in server);
  return server.isEncrypted;
}

test('to another machine it is TLS, on this one plain text, unless told', () => {
  assert.equal(isEncrypted(['chat.example.org']), true);
  assert.equal(isEncrypted(['192.0.2.7:7000']), true);
  assert.equal(isEncrypted(['localhost:7000']), false);
  assert.equal(isEncrypted(['[::1]:7000']), false);
  assert.equal(isEncrypted(['--tls', 'localhost']), true);
  assert.equal(isEncrypted(['--insecure', 'chat.example.org']), false);
});

test('the environment can say so too, and a flag goes before it', () => {
  assert.equal(isEncrypted([], { PARTYLINE_TLS: '1' }), true);
  assert.equal(isEncrypted(['elm'], { PARTYLINE_INSECURE: '1' }), false);
  assert.equal(isEncrypted(['--tls'], { PARTYLINE_INSECURE: '1' }), true);
  assert.equal(isEncrypted(['--insecure', 'elm'], { PARTYLINE_TLS: '1' }), false);
  // What a server is told in the same environment.
  assert.equal(isEncrypted([], { PARTYLINE_TLS: 'auto' }), true);
  assert.equal(isEncrypted(['elm'], { PARTYLINE_TLS: 'off', PARTYLINE_INSECURE: '0' }), true);
  const both = { PARTYLINE_TLS: '1', PARTYLINE_INSECURE: '1' };
  assert.equal(ending(['elm'], both).code, 2);
});

test('help and version end well', () => {
  assert.equal(ending(['--help']).code, 0);
  for (const word of [
    '--name',
    '--room',
    '--host',
    '--port',
    '--json',
    '7000',
    'general',
    'Examples',
  ]) {
    assert.ok(ending(['--help']).text.includes(word), word);
  }
  assert.deepEqual(ending(['--version']), { code: 0, text: '1.2.3\n' });
});

test('a dumb terminal gets words: it would show a full screen as rubbish', () => {
  const terminal = { isTTY: true };
  const given = settings([]);
  assert.equal(hasScreen(given, terminal, terminal, { TERM: 'xterm' }), true);
  assert.equal(hasScreen(given, terminal, terminal, { TERM: 'dumb' }), false);
  assert.equal(isSpoken(given, terminal, terminal), true);
  assert.equal(hasScreen(given, terminal, {}, { TERM: 'xterm' }), false);
  for (const [one, other] of [
    [terminal, {}],
    [{}, terminal],
    [{}, {}],
  ] as const)
    assert.equal(isSpoken(given, one, other), false, 'pipes get lines');
});

test('--plain takes no screen, wherever it runs; a program that asks for --json gets that', () => {
  const terminal = { isTTY: true };
  const given = settings(['--plain']);
  assert.equal(hasScreen(given, terminal, terminal, { TERM: 'xterm' }), false);
  assert.equal(isSpoken(given, {}, {}), true);
  assert.equal(settings(['--plain', '--json']).isPlain, false);
});

const misuses: readonly string[][] = [
  ['--nonsense'],
  ['a', 'b'],
  ['a:b'],
  ['--port', '0'],
  ['--port', 'x'],
  ['--name', 'a b'],
  ['--room', 'a b'],
  ['a', '--host', 'b'],
  ['a:1', '--port', '2'],
  ['http://a:1', '--port', '2'],
  ['http://a', '--host', 'b'],
  ['https://'],
  ['--tls', '--insecure'],
  ['--tls', 'https://a'],
  ['--insecure', 'http://a'],
  ['http://ann:secret@a'],
  ['ftp://a'],
  ['--name'],
  ['--nonsense\n\u001b[2J'],
];
for (const args of misuses) {
  test(`${JSON.stringify(args)} is refused in one line`, () => {
    const { code, text } = ending(args);
    assert.equal(code, 2);
    assert.match(text, /^chat-client: [^\p{Cc}]+\n$/u);
  });
}

test('who mistypes a command hears which is most likely meant, and who mistypes an option does not', () => {
  assert.match(ending(['sned', '-r', 'ops']).text, /is the command send meant\?/);
  assert.match(ending(['help', 'sned']).text, /no such command \(is the command send meant\?/);
  assert.doesNotMatch(ending(['--port', '99999']).text, /is the command/);
});

test('a word alone is a host, and it is known which command is near to it', () => {
  const meant = (word: string) => {
    const { commandMeant, server } = settings([word]);
    assert.ok(server !== undefined && 'host' in server);
    return commandMeant;
  };
  assert.deepEqual(['sned', 'hist', 'tial'].map(meant), ['send', 'history', 'tail']);
  for (const host of ['elm', 'localhost', 'sned.example.org', 'sned:7000', '10.0.0.1', '[::1]'])
    assert.equal(meant(host), undefined, host);
  const named = settings(['--server', 'sned']);
  assert.equal(named.commandMeant, undefined, 'who writes --server means one');
});

test('a password comes from a prompt or from a file, for a name, and from no flag', () => {
  const settings = (...args: string[]) => readSettings(args, {}, '1.0.0', nowhere({}));
  const file = settings('--name', 'ann', '--password-file', '/run/secrets/ann');
  assert.deepEqual('password' in file && file.password, { file: '/run/secrets/ann' });
  const asked = settings('--name', 'ann', '--login');
  assert.deepEqual('password' in asked && asked.password, { asks: true });
  for (const args of [['--login'], ['--name', 'ann', '--login', '--password-file', 'x']]) {
    assert.ok('code' in settings(...args), args.join(' '));
  }
  const refused = settings('--name', 'ann', '--password', 'secret');
  assert.ok('text' in refused && !refused.text.includes('secret'));
});
