import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AddressRates, maxNetworks } from '../../../src/server/core/address-rates.ts';

function from(address: string, isLoopback = false) {
  return { address, isLoopback };
}

test('a minute’s worth may come at once, then one at a time as tokens come back', () => {
  const rates = new AddressRates(120);
  const ann = from('192.0.2.1');
  for (let count = 0; count < 120; count++) assert.equal(rates.take(ann, 0), 0);
  assert.equal(rates.take(ann, 0), 500);
  assert.equal(rates.take(ann, 200), 300);
  assert.equal(rates.take(ann, 500), 0);
  assert.equal(rates.take(ann, 500), 500);
});

test('addresses do not count for one another, but all of a machine’s IPv6 addresses are one', () => {
  const rates = new AddressRates(1);
  assert.equal(rates.take(from('192.0.2.1'), 0), 0);
  assert.equal(rates.take(from('192.0.2.2'), 0), 0);
  assert.equal(rates.take(from('2001:db8::1'), 0), 0);
  assert.equal(rates.take(from('2001:db8::2'), 0), 60_000);
  assert.equal(rates.take(from('2001:db8:0:1::2'), 0), 0);
});

test('those at this machine are not counted, and with 0 nobody is', () => {
  const rates = new AddressRates(1);
  const none = new AddressRates(0);
  for (let count = 0; count < 10; count++) {
    assert.equal(rates.take(from('127.0.0.1', true), 0), 0);
    assert.equal(none.take(from('192.0.2.1'), 0), 0);
  }
  assert.equal(rates.size + none.size, 0);
});

test('who has been quiet for a minute is forgotten, little by little', () => {
  const rates = new AddressRates(10);
  for (let host = 0; host < 100; host++) rates.take(from(`192.0.2.${host}`), 0);
  assert.equal(rates.size, 100);
  for (let count = 0; count < 60; count++) rates.take(from('198.51.100.1'), 60_000);
  assert.equal(rates.size, 1);
});

test('a flood of addresses takes no more memory than the bound, and the newest stay counted', () => {
  const rates = new AddressRates(1);
  for (let host = 0; host < maxNetworks + 1000; host++)
    rates.take(from(`10.${host >> 16}.${(host >> 8) & 255}.${host & 255}`), 0);
  assert.equal(rates.size, maxNetworks);
  const last = maxNetworks + 999;
  const newest = from(`10.${last >> 16}.${(last >> 8) & 255}.${last & 255}`);
  assert.equal(rates.take(newest, 0), 60_000);
  assert.equal(rates.take(from('10.0.0.0'), 0), 0);
});
