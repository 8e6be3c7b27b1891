// The file of servers that were met, and what a person is told by it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { KnownServers } from '../../src/client/known-servers.ts';
import { knownServersPath } from '../../src/client/own-folders.ts';
import { serverTrust } from '../../src/client/server-trust.ts';

const one = `SHA256:${'a'.repeat(43)}`;
const other = `SHA256:${'b'.repeat(43)}`;

function emptyFile(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return join(folder, 'state', 'known_servers');
}

test('it is in the state folder, one for all names and servers', () => {
  const path = (env: Record<string, string>) => knownServersPath(env, 'linux', '/home/ann');
  assert.equal(path({}), '/home/ann/.local/state/partyline/known_servers');
  assert.equal(path({ XDG_STATE_HOME: '/x' }), '/x/partyline/known_servers');
  assert.equal(path({ PARTYLINE_STATE: '/mine' }), '/mine/known_servers');
});

test('a server is found again by host and port, whatever the case, and by nothing else', (context) => {
  const servers = new KnownServers(emptyFile(context));
  assert.equal(servers.find('elm:7000'), undefined);
  assert.equal(servers.remember('Elm:7000', { fingerprint: one }), undefined);
  assert.equal(servers.remember('[::1]:7000', 'verified'), undefined);
  assert.deepEqual(servers.find('elm:7000'), { known: { fingerprint: one }, line: 1 });
  assert.deepEqual(servers.find('[::1]:7000'), { known: 'verified', line: 2 });
  assert.equal(servers.find('elm:7001'), undefined);
  assert.equal(servers.find('elm:700'), undefined);
});

test('it is for people too: a line a server, their comments stay, nobody else may read it', (context) => {
  const path = emptyFile(context);
  const servers = new KnownServers(path);
  servers.remember('elm:7000', { fingerprint: one });
  assert.equal(readFileSync(path, 'utf8'), `elm:7000 ${one}\n`);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  writeFileSync(path, `# mine\nelm:7000 ${one}\noak:7000 ${other}\n`);
  servers.remember('elm:7000', 'verified');
  assert.equal(readFileSync(path, 'utf8'), `# mine\noak:7000 ${other}\nelm:7000 verified\n`);
});

test('it keeps a thousand servers, and forgets the first of more', (context) => {
  const path = emptyFile(context);
  const servers = new KnownServers(path);
  servers.remember('s0:1', 'verified');
  const lines = Array.from({ length: 1000 }, (_, index) => `s${index}:1 verified`);
  writeFileSync(path, `# mine\n${lines.join('\n')}\n`);
  servers.remember('new:1', 'verified');
  assert.equal(servers.find('s0:1'), undefined);
  assert.deepEqual(servers.find('s1:1'), { known: 'verified', line: 2 });
  assert.deepEqual(servers.find('new:1'), { known: 'verified', line: 1001 });
});

function meet(context: TestContext, text?: string) {
  const path = emptyFile(context);
  const servers = new KnownServers(path);
  servers.remember('other:1', 'verified');
  if (text !== undefined) writeFileSync(path, text);
  const told: string[] = [];
  const tell = (words: string) => told.push(words);
  const trust = serverTrust({ address: 'elm:7000', servers, shownFile: '~/known_servers', tell });
  return {
    told,
    path,
    trust,
    see: (fingerprint: string, isVerified = false) => trust.whyNot({ fingerprint, isVerified }),
  };
}

test('at the first meeting the fingerprint is told, once', (context) => {
  const { see, told, trust } = meet(context);
  assert.equal(trust.hasMet(), false);
  assert.equal(see(one), undefined);
  assert.equal(see(one), undefined);
  assert.equal(trust.hasMet(), true);
  assert.deepEqual(told, [
    `First time here: the certificate’s fingerprint is ${one}; compare it with what the server printed.`,
  ]);
});

test('a changed certificate is refused with both, what it can mean and which line to remove', (context) => {
  const { see, told } = meet(context);
  see(one);
  told.length = 0;
  const why = see(other) ?? '';
  assert.match(why, /^WARNING: elm:7000 /);
  assert.ok(why.includes(`Before: ${one}\nNow:    ${other}\n`));
  assert.match(
    why,
    /poses as it.*\n.*chat-server prints its fingerprint.*\n.*remove line 2 of ~\/known_servers/,
  );
  assert.deepEqual(told, []);
  assert.equal(see(one), undefined);
});

test('whom an authority vouched for is refused once it only vouches for itself', (context) => {
  const { see, told } = meet(context);
  assert.equal(see(one, true), undefined);
  assert.match(see(one) ?? '', /Before: an authority vouched for it\nNow: .*no authority vouches/);
  assert.deepEqual(told, []);
});

test('where the file says nothing clear of a server, it is not taken for a first meeting', (context) => {
  assert.match(meet(context, 'elm:7000 SHA256:short\n').see(one) ?? '', /line 1 is no fingerprint/);
  assert.match(meet(context, 'x'.repeat(300_000)).see(one) ?? '', /longer than 256 KiB/);
});

test('where it can’t be read nobody is trusted by it, and the person hears why', () => {
  const servers = new KnownServers('/dev/null/known_servers');
  const parts = { address: 'elm:7000', servers, shownFile: 'f', tell: () => {} };
  const why = serverTrust(parts).whyNot({ fingerprint: one, isVerified: false });
  assert.match(why ?? '', /f can’t be read: its folder is a file/);
});

test('where it can’t be written one comes in nevertheless, and hears that too', (context) => {
  const { see, told, path } = meet(context);
  writeFileSync(`${path}.lock`, '');
  assert.equal(see(one), undefined);
  assert.match(told[1] ?? '', /can’t be kept in ~\/known_servers.*another program holds it/);
});
