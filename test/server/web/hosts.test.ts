import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hosts } from '../../../src/server/web/hosts.ts';

const hosts = new Hosts({
  machine: 'Box',
  listens: 'chat.lan',
  origins: [new URL('https://chat.example.com/chat'), new URL('http://other.example:8080')],
});

test('an address, localhost, the machine, what it listens on and listed hosts are ours', () => {
  for (const host of [
    undefined,
    '127.0.0.1',
    '127.0.0.1:7000',
    '192.168.1.5:80',
    '[::1]:7000',
    '[fe80::1]',
    'localhost',
    'LOCALHOST:7000',
    'localhost.',
    'app.localhost:7000',
    'box:7000',
    'box.local',
    'chat.lan:7000',
    'chat.example.com',
    'other.example',
  ]) {
    assert.equal(hosts.isOurs(host), true, host);
  }
});

test('any other name is not, whatever it looks like', () => {
  for (const host of [
    '',
    'evil.com',
    'evil.com:7000',
    'localhost.evil.com',
    'notlocalhost',
    'box.evil.com',
    'a.chat.example.com',
    '127.0.0.1.evil.com',
    '127.0.0.1.nip.io',
    'evil.com@localhost',
    'localhost@evil.com',
    'localhost/evil.com',
    'localhost#evil.com',
    'localhost?evil.com',
    'localhost\\evil.com',
    'local host',
    'evil.com,localhost',
    ':7000',
    'localhost:99999',
  ]) {
    assert.equal(hosts.isOurs(host), false, host);
  }
});

test('a page of the same host and port may open the WebSocket, whatever its scheme', () => {
  const cases: [string | undefined, string | undefined][] = [
    [undefined, 'localhost:7000'],
    ['http://localhost:7000', 'localhost:7000'],
    ['https://localhost:7000', 'localhost:7000'],
    ['http://LOCALHOST:7000', 'localhost:7000'],
    ['http://box', 'box:80'],
    ['https://box', 'box:443'],
    ['https://box', 'box'],
    ['http://[::1]:7000', '[::1]:7000'],
    ['https://chat.example.com', 'localhost:7000'],
    ['http://other.example:8080', 'localhost:7000'],
  ];
  for (const [origin, host] of cases) assert.equal(hosts.isWelcome(origin, host), true, origin);
});

test('a page of another host, port or kind may not', () => {
  const cases: [string, string | undefined][] = [
    ['null', 'localhost:7000'],
    ['', 'localhost:7000'],
    ['http://evil.com', 'localhost:7000'],
    ['http://localhost:3000', 'localhost:7000'],
    ['http://localhost', 'localhost:7000'],
    ['http://127.0.0.1:7000', 'localhost:7000'],
    ['http://chat.example.com', 'localhost:7000'],
    ['https://chat.example.com:444', 'localhost:7000'],
    ['https://chat.example.com.evil.com', 'localhost:7000'],
    ['file://', 'localhost:7000'],
    ['chrome-extension://localhost:7000', 'localhost:7000'],
    ['http://evil@localhost:7000', 'localhost:7000'],
    ['http://localhost:7000/', 'localhost:7000'],
    ['http://localhost:7000', undefined],
  ];
  for (const [origin, host] of cases) assert.equal(hosts.isWelcome(origin, host), false, origin);
});
