import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import { defaultSettings } from '../../src/server/core/settings.ts';
import { type RateFlags, rateOptions, ratesOf } from '../../src/server/rate-options.ts';

function read(...argv: string[]) {
  const command = new Command('chat-server').exitOverride().configureOutput({ writeErr: () => {} });
  for (const each of rateOptions()) command.addOption(each);
  command.parse(argv, { from: 'user' });
  return ratesOf(command.opts<RateFlags>());
}

test('without a word the limits are those of the settings', () => {
  assert.partialDeepStrictEqual(defaultSettings, read());
});

test('each limit can be set, and each but that of connections can be lifted', () => {
  const none = read(
    ...['--rate', '0', '--max-requests-per-second', '0', '--max-connections-per-address', '0'],
    ...['--connects-per-minute', '0', '--hellos-per-minute', '0', '--http-per-minute', '7'],
  );
  assert.partialDeepStrictEqual(none, {
    messagesPerSecond: 0,
    maxRequestsPerSecond: 0,
    maxConnectionsPerAddress: 0,
    connectsPerMinute: 0,
    hellosPerMinute: 0,
    httpPerMinute: 7,
  });
  assert.throws(() => read('--max-connections', '0'), /whole number from 1/);
});

test('what a kind of request costs may be said several times, or with commas', () => {
  assert.deepEqual(read('--cost', 'search=10', '--cost', 'typing=0.5, rooms=0').costs, {
    search: 10,
    typing: 0.5,
    rooms: 0,
  });
});

test('a kind that is none is refused with those that there are', () => {
  for (const text of ['serch=10', 'search', 'search=-1', 'search=', '=1', 'toString=1', 'hello=2'])
    assert.throws(() => read('--cost', text), /Give KIND=NUMBER.*join, leave, send/, text);
});
