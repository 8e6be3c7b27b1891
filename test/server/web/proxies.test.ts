import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isProxyAddress, Proxies } from '../../../src/server/web/proxies.ts';

const none = new Proxies([]);
const proxies = new Proxies(['loopback', '10.0.0.0/8', '2001:db8::/32', '192.0.2.7']);

test('without a proxy the address is the socket’s, in one form', () => {
  assert.deepEqual(none.originOf('::ffff:203.0.113.9', {}), {
    address: '203.0.113.9',
    isLoopback: false,
  });
  assert.deepEqual(none.originOf('127.0.0.1', {}), { address: '127.0.0.1', isLoopback: true });
  assert.deepEqual(none.originOf('::1', {}), { address: '::1', isLoopback: true });
});

test('who is no trusted proxy is not believed, and is no longer taken to be at this machine', () => {
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip']) {
    assert.deepEqual(none.originOf('127.0.0.1', { [name]: '127.0.0.1' }), {
      address: '127.0.0.1',
      isLoopback: false,
      isShared: true,
    });
  }
  const spoofed = proxies.originOf('203.0.113.9', { 'x-forwarded-for': '127.0.0.1' });
  assert.deepEqual(spoofed, { address: '203.0.113.9', isLoopback: false });
});

test('behind trusted proxies it is the last address that is none of theirs', () => {
  const cases: [string, string, string, boolean, true?][] = [
    ['127.0.0.1', '203.0.113.9', '203.0.113.9', false],
    ['127.0.0.1', '127.0.0.1, 203.0.113.9', '203.0.113.9', false],
    ['::ffff:10.1.2.3', '6.6.6.6, 203.0.113.9, 192.0.2.7', '203.0.113.9', false],
    ['2001:db8::1', '2a00::1', '2a00::1', false],
    ['127.0.0.1', '203.0.113.9:4711', '203.0.113.9', false],
    ['127.0.0.1', '[2a00::1]:4711', '2a00::1', false],
    ['127.0.0.1', '10.1.1.1, 10.2.2.2', '10.1.1.1', false, true],
    ['10.1.1.1', '127.0.0.1', '127.0.0.1', false, true],
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', false, true],
    ['127.0.0.1', '::ffff:7f00:1', '::ffff:7f00:1', false, true],
    ['10.1.1.1', '6.6.6.6, unknown', '10.1.1.1', false, true],
    ['127.0.0.1', '', '127.0.0.1', false, true],
    ['127.0.0.1', '6.6.6.6, _hidden, 10.2.2.2', '10.2.2.2', false, true],
  ];
  for (const [socket, told, address, isLoopback, isShared] of cases) {
    const origin = proxies.originOf(socket, { 'x-forwarded-for': told });
    const many = isShared ? { isShared } : {};
    assert.deepEqual(origin, { address, isLoopback, ...many }, told);
  }
});

test('nobody becomes one of this machine by what a proxy hands on, or leaves out', () => {
  const asked: Record<string, string>[] = [
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-for': '::1, 127.0.0.1' },
    { via: '1.1 proxy' },
    { 'x-forwarded-host': 'chat.example.com' },
    { 'x-forwarded-proto': 'https' },
    { 'cf-connecting-ip': '127.0.0.1' },
    { 'true-client-ip': '203.0.113.9' },
    { 'x-real-ip': '127.0.0.1' },
  ];
  for (const headers of asked) {
    assert.equal(proxies.originOf('127.0.0.1', headers).isLoopback, false, JSON.stringify(headers));
    assert.equal(none.originOf('127.0.0.1', headers).isLoopback, false, JSON.stringify(headers));
  }
  assert.ok(proxies.originOf('127.0.0.1', { host: 'localhost', accept: '*/*' }).isLoopback);
});

test('a proxy is named by its address, its network, or as all of this machine', () => {
  for (const text of ['loopback', '10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8', '0.0.0.0/0'])
    assert.ok(isProxyAddress(text), text);
  for (const text of ['', 'proxy', '10.0.0', '10.0.0.0/33', '10.0.0.0/', '::1/129', '1.2.3.4/8/8'])
    assert.ok(!isProxyAddress(text), text);
});
