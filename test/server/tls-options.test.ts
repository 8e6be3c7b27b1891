import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import {
  readTlsFlags,
  type TlsConfig,
  type TlsFlags,
  tlsOptions,
  whyTooOpen,
} from '../../src/server/tls-options.ts';

function read(...argv: string[]): TlsConfig | string {
  const command = new Command('chat-server').exitOverride().configureOutput({ writeErr: () => {} });
  for (const each of tlsOptions()) command.addOption(each);
  command.parse(argv, { from: 'user' });
  return readTlsFlags(command.opts<TlsFlags>());
}

const plain = { tls: undefined, isInsecure: false };

test('without a word there is no TLS, and no plain text for other machines', () => {
  assert.deepEqual(read(), plain);
  assert.deepEqual(read('--tls', 'off'), plain);
});

test('the certificate is made, or given', () => {
  assert.deepEqual(read('--tls', 'auto'), { tls: 'auto', isInsecure: false });
  assert.deepEqual(read('--tls-cert', 'c.pem', '--tls-key', 'k.pem'), {
    tls: { certPath: 'c.pem', keyPath: 'k.pem' },
    isInsecure: false,
  });
});

test('options that contradict each other are refused', () => {
  assert.equal(read('--tls-cert', 'c.pem'), 'give both --tls-cert and --tls-key, or neither');
  for (const way of ['auto', 'off']) {
    assert.equal(
      read('--tls', way, '--tls-cert', 'c.pem', '--tls-key', 'k.pem'),
      `give --tls ${way}, or --tls-cert and --tls-key, not both`,
    );
  }
  assert.throws(() => read('--tls', 'on'), /Allowed choices are off, auto/);
});

test('beyond this machine there are three ways, and the sentence names them', () => {
  const why = whyTooOpen('0.0.0.0', plain, false) ?? '';
  for (const way of ['--tls auto', '--trust-proxy', '--insecure']) assert.ok(why.includes(way));
  assert.equal(whyTooOpen('0.0.0.0', { ...plain, tls: 'auto' }, false), undefined);
  assert.equal(whyTooOpen('0.0.0.0', { ...plain, isInsecure: true }, false), undefined);
  assert.equal(whyTooOpen('0.0.0.0', plain, true), undefined);
});

test('this machine alone needs none of them, whichever of its names it is told', () => {
  for (const host of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1', 'localhost'])
    assert.equal(whyTooOpen(host, plain, false), undefined, host);
  for (const host of ['::', '192.0.2.7', 'elm', '127.0.0.1.example.com'])
    assert.ok(whyTooOpen(host, plain, false), host);
});
