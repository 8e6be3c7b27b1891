// TLS with the real programs: openssl and chat-client at a chat-server that made its certificate itself.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { connect, type TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { makeCertificate } from '../../../src/server/net/make-certificate.ts';
import { BareSocket } from '../../support/bare-socket.ts';
import { ChatServer, type Told } from '../../support/chat-server.ts';
import { PersonAtScreen } from '../../support/screen.ts';

const client = fileURLToPath(new URL('../../../bin/chat-client.js', import.meta.url));
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

async function secureServer(t: TestContext, ...options: string[]): Promise<ChatServer> {
  const server = await ChatServer.start('--tls', 'auto', ...options);
  t.after(() => server.stop());
  return server;
}

async function fingerprintOf(server: ChatServer, after = 0): Promise<string> {
  const { fingerprint }: Told = await server.tells('certificate', after);
  return String(fingerprint);
}

/** The line client, in a state folder that is only this server's. */
async function come(server: ChatServer, said: string, own: Record<string, string> = {}) {
  const args = [client, '--name', 'ann', '--tls', server.address];
  const state = join(server.folder, 'state');
  const env = { ...process.env, PARTYLINE_READY: '1', PARTYLINE_STATE: state, ...own };
  const child = spawn(process.execPath, args, { env });
  child.stdin.on('error', () => {}).end(said);
  const ends = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  const [[code], out, error] = await ends;
  return { code: code as number, out, error };
}

async function replaceCertificate(server: ChatServer): Promise<string> {
  const { cert, key } = await makeCertificate(['localhost'], Date.now());
  await writeFile(`${server.logPath}.tls.key`, key);
  await writeFile(`${server.logPath}.tls.crt`, cert);
  const before = server.told.length;
  server.signal('SIGHUP');
  return fingerprintOf(server, before);
}

async function shake(server: ChatServer): Promise<BareSocket> {
  const socket = connect({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  return new BareSocket(socket);
}

function hexOf({ socket }: BareSocket): string {
  return (socket as TLSSocket).getPeerCertificate().fingerprint256.replaceAll(':', '');
}

function hexIn(fingerprint: string): string {
  return Buffer.from(fingerprint.slice('SHA256:'.length), 'base64').toString('hex').toUpperCase();
}

describe('a server with a certificate of its own', () => {
  it('tells openssl the fingerprint that it told the operator, and speaks lines to it', async (t) => {
    if (!hasOpenssl) return t.skip('needs openssl');
    const server = await secureServer(t);
    const to = ['s_client', '-connect', server.address, '-servername', 'localhost'];
    const checks = ['-verify_hostname', 'localhost', '-verify_return_error', '-quiet', '-CAfile'];
    const olga = spawn('openssl', [...to, ...checks, `${server.logPath}.tls.crt`]);
    t.after(() => olga.kill());
    olga.stdin.write('{"type":"hello","name":"olga"}\n');
    const [said] = await once(olga.stdout, 'data');
    assert.match(String(said), /"welcome".*"olga"/);
    const { stdout: shown } = spawnSync('openssl', to, { input: '' });
    const print = ['x509', '-noout', '-fingerprint', '-sha256'];
    const { stdout: printed } = spawnSync('openssl', print, { input: shown });
    const hex = String(printed).split('=')[1]?.trim().replaceAll(':', '');
    assert.equal(hex, hexIn(await fingerprintOf(server)));
  });

  it('keeps its certificate over a restart, its key to itself', async (t) => {
    const server = await secureServer(t);
    const before = await fingerprintOf(server);
    await server.end();
    await server.startAgain();
    assert.equal(await fingerprintOf(server), before);
    assert.equal((await stat(`${server.logPath}.tls.key`)).mode & 0o777, 0o600);
  });

  it('is met, known again, and refused with another certificate until the person says so', async (t) => {
    const server = await secureServer(t);
    const first = await fingerprintOf(server);
    const met = await come(server, 'hello\n');
    assert.equal(met.code, 0);
    assert.equal(
      met.error,
      `chat-client: First time here: the certificate’s fingerprint is ${first}; compare it with what the server printed.\n`,
    );
    assert.match(met.out, /#general <ann> hello\n$/);
    const known = join(server.folder, 'state', 'known_servers');
    assert.equal(await readFile(known, 'utf8'), `${server.address} ${first}\n`);
    assert.deepEqual(await come(server, ''), { code: 0, out: '', error: '' });

    const second = await replaceCertificate(server);
    const refused = await come(server, 'secret\n');
    assert.equal(refused.code, 77);
    assert.ok(refused.error.startsWith(`chat-client: WARNING: ${server.address} `), refused.error);
    assert.ok(refused.error.includes(`\nBefore: ${first}\nNow:    ${second}\n`), refused.error);
    assert.ok(refused.error.includes(`remove line 1 of ${known}`), refused.error);
    assert.doesNotMatch(await server.log(), /secret/);

    await rm(known);
    assert.equal((await come(server, 'back\n')).code, 0);
    assert.equal(await readFile(known, 'utf8'), `${server.address} ${second}\n`);
  });

  it('is verified by an authority once, and then nothing less will do', async (t) => {
    const server = await secureServer(t);
    const authority = { NODE_EXTRA_CA_CERTS: `${server.logPath}.tls.crt` };
    assert.deepEqual(await come(server, '', authority), { code: 0, out: '', error: '' });
    const known = join(server.folder, 'state', 'known_servers');
    assert.equal(await readFile(known, 'utf8'), `${server.address} verified\n`);
    const refused = await come(server, '');
    assert.equal(refused.code, 77);
    assert.match(refused.error, /Before: an authority vouched for it\nNow: .*no authority vouches/);
  });

  it('changes it while people talk: they go on, and who comes then sees the new one', async (t) => {
    const server = await secureServer(t);
    const first = await fingerprintOf(server);
    const ann = await shake(server);
    ann.socket.write('{"type":"hello","name":"ann"}\n{"type":"join","room":"ops"}\n');
    await ann.hears('"joined"');
    const second = await replaceCertificate(server);
    assert.notEqual(second, first);
    const ben = await shake(server);
    assert.equal(hexOf(ben), hexIn(second));
    assert.equal(hexOf(ann), hexIn(first));
    ben.socket.write('{"type":"hello","name":"ben"}\n{"type":"join","room":"ops"}\n');
    await ben.hears('"joined"');
    ben.socket.write('{"type":"send","room":"ops","content":"from the new"}\n');
    await ann.hears('from the new');
    ann.socket.write('{"type":"send","room":"ops","content":"from the old"}\n');
    await ben.hears('from the old');
    for (const { socket } of [ann, ben]) socket.destroy();
  });

  it('does not make another one when the operator takes the first away: it says so, and stays', async (t) => {
    const server = await secureServer(t);
    const first = await fingerprintOf(server);
    await rm(`${server.logPath}.tls.crt`);
    const before = server.told.length;
    server.signal('SIGHUP');
    await server.tells('reopened', before);
    for (;;) {
      const told = server.told.slice(before).find(({ msg }) => /old one stays/.test(String(msg)));
      if (told) {
        assert.match(String(told.why), /cannot be read \(ENOENT\): put it back, or delete both/);
        break;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    const ann = await shake(server);
    assert.equal(hexOf(ann), hexIn(first));
    ann.socket.destroy();
    await server.end();
    const main = fileURLToPath(new URL('../../../src/server/main.ts', import.meta.url));
    const args = [main, '--port', '0', '--tls', 'auto', '--log', server.logPath];
    const again = spawnSync(process.execPath, args, { encoding: 'utf8' });
    assert.equal(again.status, 1);
    assert.match(again.stderr, /^chat-server: .*\.tls\.key is there, but not .*\.tls\.crt: .*\n$/);
  });

  it('shows its fingerprint to whoever starts it at a terminal', async (t) => {
    const server = await secureServer(t);
    await server.end();
    const main = fileURLToPath(new URL('../../../src/server/main.ts', import.meta.url));
    const args = [main, '--port', '0', '--tls', 'auto', '--log', server.logPath];
    const operator = new PersonAtScreen(process.execPath, args, { columns: 200 });
    t.after(() => operator.close());
    await operator.sees(`The certificate's fingerprint is ${await fingerprintOf(server)}`);
    await operator.sees(/open https:\/\/127\.0\.0\.1:\d+ in a browser/);
    operator.type('\x03');
    assert.equal(await operator.exited, 0);
  });
});

describe('chat-client in a terminal, over TLS', () => {
  function sit(t: TestContext, server: ChatServer): PersonAtScreen {
    const env = { PARTYLINE_READY: '1', PARTYLINE_STATE: join(server.folder, 'state') };
    const args = [client, '--name', 'ann', '--tls', server.address];
    const person = new PersonAtScreen(process.execPath, args, { env, columns: 120 });
    t.after(() => person.close());
    return person;
  }

  it('says the fingerprint at the first meeting, and talks', async (t) => {
    const server = await secureServer(t);
    const ann = sit(t, server);
    await ann.sees('● live');
    await ann.sees('First time here: the certificate’s fingerprint is');
    ann.type('hello\r');
    await ann.sees(/ann {2}hello/);
  });

  it('refuses a changed certificate in full, does not try again by itself, and comes in once told', async (t) => {
    const server = await secureServer(t);
    const state = join(server.folder, 'state', 'known_servers');
    assert.equal((await come(server, '')).code, 0);
    const second = await replaceCertificate(server);
    const ann = sit(t, server);
    await ann.sees('● offline');
    await ann.sees('WARNING:');
    await ann.sees(second);
    await ann.sees('remove line 1 of');
    await rm(state);
    ann.type('\r');
    await ann.sees('● live');
  });

  it('never falls back to plain text', async (t) => {
    const server = await ChatServer.start();
    t.after(() => server.stop());
    const ann = sit(t, server);
    await ann.sees('● offline');
    await ann.sees('give --insecure');
    assert.ok(!server.told.some(({ event }) => event === 'came'));
  });
});
