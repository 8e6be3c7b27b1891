import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLoopbackHost } from '../../src/sdk/loopback.ts';

test('This machine is known by its names and by its addresses of both families', () => {
  for (const host of [
    'localhost',
    'LocalHost',
    'localhost.',
    'chat.localhost',
    '127.0.0.1',
    '127.8.8.8',
    '::1',
    '[::1]',
    '::ffff:127.0.0.1',
  ])
    assert.equal(isLoopbackHost(host), true, host);
});

test('A name that only begins like this machine is another one', () => {
  for (const host of [
    '127.0.0.1.example.com',
    'localhost.example.com',
    'mylocalhost',
    '127.example.com',
    '10.0.0.1',
    '0.0.0.0',
    '::2',
    '',
  ])
    assert.equal(isLoopbackHost(host), false, host);
});
