import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import { readWebFlags, type WebFlags, webOptions } from '../../src/server/web-options.ts';

function read(...argv: string[]) {
  const command = new Command('chat-server').exitOverride().configureOutput({ writeErr: () => {} });
  for (const each of webOptions()) command.addOption(each);
  command.parse(argv, { from: 'user' });
  return readWebFlags(command.opts<WebFlags>());
}

test('unless told the web is on the port of the lines', () => {
  assert.partialDeepStrictEqual(read(), {
    web: { port: undefined, prefix: '', origins: [] },
    proxies: [],
  });
  assert.deepEqual(read('--no-web'), { web: false, proxies: [] });
});

test('lists may be repeated, or have commas', () => {
  const config = read(
    ...['--trust-proxy', 'loopback, 10.0.0.0/8', '--trust-proxy', '::1'],
    ...['--origin', 'https://a.example,http://b.example:8080'],
    ...['--path-prefix', '/chat/', '--web-port', '8080'],
  );
  assert.partialDeepStrictEqual(config, {
    web: {
      port: 8080,
      prefix: '/chat',
      origins: [new URL('https://a.example'), new URL('http://b.example:8080')],
    },
    proxies: ['loopback', '10.0.0.0/8', '::1'],
  });
});

test('what is no address, URL, path or port is refused with what it should be', () => {
  for (const [option, value, why] of [
    ['--trust-proxy', 'proxy.lan', /network like 10\.0\.0\.0\/8/],
    ['--trust-proxy', '10.0.0.0/33', /IP address/],
    ['--origin', 'chat.example.com', /URL with its scheme/],
    ['--origin', 'ftp://chat.example.com', /URL with its scheme/],
    ['--path-prefix', 'chat', /begins with a slash/],
    ['--path-prefix', '/a/../b', /begins with a slash/],
    ['--web-port', '70000', /whole number/],
  ] as const) {
    assert.throws(() => read(option, value), why, value);
  }
});

test('options that contradict each other are refused', () => {
  assert.equal(read('--no-web', '--web-port', '1'), 'give --web-port or --no-web, not both');
});
