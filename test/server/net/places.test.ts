import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf } from '../../../src/server/core/network.ts';
import { Places } from '../../../src/server/net/places.ts';

test('one machine with all its IPv6 addresses does not take the places of everybody', () => {
  const places = new Places({
    maxConnections: 1000,
    maxConnectionsPerAddress: 3,
    connectsPerMinute: 0,
  });
  const from = (address: string) => places.enterFrom({ address, isLoopback: false }, 0);
  for (const end of [':1', 'a:b:c:d', 'ffff:0:0:1'])
    assert.equal(from(`2001:db8:0:7:${end}`), undefined);
  assert.equal(from('2001:db8:0:7::9')?.code, 'too-many');
  assert.equal(from('2001:db8:0:8::9'), undefined);
  places.leaveFrom({ address: '2001:db8:0:7:f:f:f:f', isLoopback: false });
  assert.equal(from('2001:db8:0:7::9'), undefined);
});

test('who comes too often is told how long to wait, and takes no place', () => {
  const places = new Places({
    maxConnections: 1000,
    maxConnectionsPerAddress: 2,
    connectsPerMinute: 2,
  });
  const origin = { address: '192.0.2.1', isLoopback: false };
  for (let count = 0; count < 2; count++) {
    assert.equal(places.enterFrom(origin, 0), undefined);
    places.leaveFrom(origin);
  }
  const refusal = places.enterFrom(origin, 0);
  assert.equal(refusal?.code, 'rate-limited');
  assert.equal(refusal?.retryAfterMs, 30_000);
  assert.equal(places.enterFrom(origin, 30_000), undefined);
});

test('an IPv6 address counts as its first half, however it is written', () => {
  for (const [address, network] of [
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8::1', '2001:db8::/64'],
    ['2001:0DB8:0:0:1:2:3:4', '2001:db8::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['::1', '::/64'],
    ['::', '::/64'],
    ['1::8', '1::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b::/64'],
    ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4::/64'],
    ['', ''],
  ] as const)
    assert.equal(networkOf(address), network);
});
