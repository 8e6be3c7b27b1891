import assert from 'node:assert/strict';
import { once } from 'node:events';
import { appendFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { formatEntry, logHeader } from '../../../src/protocol/log-line.ts';
import { accountCommand } from '../../../src/server/commands/account.ts';
import { hookCommand } from '../../../src/server/commands/hook.ts';
import { tokenCommand } from '../../../src/server/commands/token.ts';
import { HookFile } from '../../../src/server/hooks/hook-file.ts';
import { HookRows } from '../../../src/server/hooks/hook-rows.ts';
import { TokenRows } from '../../../src/server/hooks/token-rows.ts';
import { chatServer, within } from '../../support/chat-command.ts';
import { temporaryDirectory } from '../log/open-log.ts';

const password = Buffer.from('nine green bottles\n');
const noon = Date.parse('2026-11-20T12:00:00.000Z');

class Place {
  readonly log: string;

  constructor(t: TestContext) {
    this.log = join(temporaryDirectory(t), 'log.txt');
  }

  token(words: string, isRead = false) {
    return within(tokenCommand, [...words.split(' '), '--log', this.log], [], { isRead });
  }

  hook(words: string, input: readonly Buffer[] = [], isRead = false) {
    return within(hookCommand, [...words.split(' '), '--log', this.log], input, { isRead });
  }

  /** A log of that many messages, in ops and dev by turns. */
  write(count: number, first = 1): void {
    const lines = Array.from({ length: count }, (_, at) =>
      formatEntry({
        ...{ room: at % 2 === 0 ? 'ops' : 'dev', kind: 'text', sender: 'ann', content: `${at}` },
        ...{ seq: first + at, timestamp: new Date(noon).toISOString() },
      }),
    );
    appendFileSync(this.log, `${[logHeader, ...lines].join('\n')}\n`);
  }

  open<Result>(look: (file: HookFile) => Result): Result {
    const file = new HookFile(`${this.log}.hooks.db`);
    try {
      return look(file);
    } finally {
      file.close();
    }
  }
}

describe('chat-server token', () => {
  it('prints a token once, keeps its hash in a file that is its owner’s alone, and lists it', async (t) => {
    const at = new Place(t);
    const { code, stdout, stderr } = await at.token('add ci --room ops --room #Dev --expires 90d');
    assert.equal(code, 0);
    const [, id = '', secret = ''] = /^3\.([0-9a-z]{10})\.([\w-]{43})\n$/.exec(stdout) ?? [];
    assert.equal(stderr, `ci may post to #ops,#dev until 2027-02-18 12:00 UTC; its id is ${id}\n`);
    assert.equal(statSync(`${at.log}.hooks.db`).mode & 0o777, 0o600);
    assert.ok(
      !at.open((file) => JSON.stringify(file.rows('SELECT * FROM tokens'))).includes(secret),
    );
    assert.ok(at.open((file) => new TokenRows(file).bearing(stdout.trim(), noon)));
    const listed = await at.token('list');
    assert.equal(listed.stdout, `${id}\tci\t#dev,#ops\t2027-02-18T12:00:00.000Z\tno\n`);
    const read = await at.token('list', true);
    assert.match(read.stdout, /^id +name +rooms +until +signs\n/);
    assert.equal((await at.token(`revoke ${id}`)).stderr, 'ci posts no more\n');
    const gone = await at.token(`revoke ${id}`);
    assert.deepEqual([gone.code, gone.stderr.includes('there is no token')], [1, true]);
    assert.equal((await at.token('list')).stdout, '');
  });

  it('prints a second line with --github: the secret that bodies are signed with', async (t) => {
    const at = new Place(t);
    const { stdout, stderr } = await at.token('add octo --github');
    const [token = '', secret = ''] = stdout.split('\n');
    const found = at.open((file) => new TokenRows(file).bearing(token, noon));
    assert.equal(found?.signing, secret);
    assert.match(stderr, /\?token=[0-9a-z]{10}\n$/);
    assert.match((await at.token('list')).stdout, /\tevery open room\tuntil revoked\tyes\n$/);
  });

  it('refuses names that are taken or look so, in one sentence; and accounts those of tokens', async (t) => {
    const at = new Place(t);
    const account = (name: string) =>
      within(accountCommand, ['add', name, '--password-file', '-', '--log', at.log], [password]);
    assert.equal((await account('alice')).code, 0);
    const refused = async (words: string) => {
      const { code, stdout, stderr } = await at.token(words);
      assert.deepEqual([code, stdout], [1, ''], words);
      return stderr;
    };
    assert.match(
      await refused('add alice'),
      /^chat-server: There is an account alice already\.\n$/,
    );
    assert.match(
      await refused('add a1ice'),
      /^chat-server: a1ice looks like alice, which is an account/,
    );
    assert.match(await refused('add no/name'), /^chat-server: A name is 1 to 32/);
    await at.token('add ci');
    assert.match(await refused('add CI'), /looks like ci, which is a token/);
    const { code, stderr } = await account('ci');
    assert.equal(code, 1);
    assert.match(stderr, /^chat-server: There is a token ci already/);
  });

  it('has no token for a direct room, and says so as misuse', async () => {
    const { code, stderr } = await chatServer(['token', 'add', 'ci', '--room', '@ann+ben']);
    assert.equal(code, 2);
    assert.match(stderr, /^error: .*two people alone/);
  });
});

describe('chat-server hook', () => {
  it('prints the secret once, and begins at the end of the log, at its start, or where it is told', async (t) => {
    const at = new Place(t);
    at.write(10);
    const { code, stdout, stderr } = await at.hook('add #Ops http://127.0.0.1:8080/in#x');
    assert.equal(code, 0);
    assert.match(stdout, /^whsec_[A-Za-z0-9+/]{43}=\n$/);
    const [, id = ''] = /; its id is ([0-9a-z]{8})\n$/.exec(stderr) ?? [];
    await at.hook('add ops https://example.org/ --from start --give-up 12h');
    await at.hook('add dev http://example.org/ --from 7');
    const hooks = at.open((file) => new HookRows(file).all());
    assert.partialDeepStrictEqual(
      hooks.find((hook) => hook.id === id),
      {
        ...{ room: 'ops', url: 'http://127.0.0.1:8080/in', position: 10, revision: 1 },
        ...{ isDead: false, secret: stdout.trim(), giveUpMs: 3 * 86_400_000 },
      },
    );
    const { stdout: listed, code: good } = await at.hook('list');
    assert.equal(good, 0);
    const rows = listed.split('\n').map((line) => line.split('\t').slice(1).join(' '));
    assert.deepEqual(rows.sort(), [
      '',
      '#dev working 7 2 http://example.org/ -',
      '#ops working 0 5 https://example.org/ -',
      '#ops working 10 0 http://127.0.0.1:8080/in -',
    ]);
  });

  it('counts what waits over rotated parts of the log, too', async (t) => {
    const at = new Place(t);
    at.write(10);
    renameSync(at.log, `${at.log}.1`);
    at.write(10, 11);
    await at.hook('add ops https://example.org/ --from 4');
    assert.match((await at.hook('list')).stdout, /\t4\t8\thttps/);
    await at.hook('add ops https://example.org/now');
    assert.match((await at.hook('list')).stdout, /\t20\t0\thttps/);
  });

  it('ends a list with 1 where a hook is dead, and resumes it where it was, or from another place', async (t) => {
    const at = new Place(t);
    at.write(10);
    await at.hook('add ops https://example.org/ --from 3');
    const [{ id, revision } = { id: '', revision: 0 }] = at.open((file) =>
      new HookRows(file).all(),
    );
    const failing = { failingSinceMs: noon, deliveredMs: undefined, lastError: 'status 500' };
    at.open((file) =>
      new HookRows(file).save([{ id, revision, position: 3, isDead: true, ...failing }]),
    );
    const listed = await at.hook('list', [], true);
    assert.equal(listed.code, 1);
    assert.match(listed.stdout, /dead since 2026-11-20 12:00 UTC +3 +3 +https:\S+ +status 500\n/);
    assert.equal((await at.hook(`resume ${id}`)).stderr, `${id} goes on after 3\n`);
    assert.equal((await at.hook('list')).code, 0);
    assert.equal((await at.hook(`resume ${id} --from now`)).stderr, `${id} goes on after 10\n`);
    assert.equal((await at.hook(`remove ${id}`)).code, 0);
    for (const words of ['resume x', 'remove x', 'test x'])
      assert.match((await at.hook(words)).stderr, /^chat-server: there is no hook "x"/);
  });

  it('takes a secret from a file, and only one that is one', async (t) => {
    const at = new Place(t);
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const words = 'add ops https://example.org/ --secret-file -';
    const made = await at.hook(words, [Buffer.from(`${secret}\n`)]);
    assert.deepEqual([made.code, made.stdout], [0, '']);
    assert.equal(
      at.open((file) => new HookRows(file).all()[0]?.secret),
      secret,
    );
    const bad = await at.hook(words, [Buffer.from('hunter2\n')]);
    assert.match(bad.stderr, /^chat-server: a secret is whsec_ and 24 to 64 bytes in base64\n$/);
  });

  it('takes addresses of the web without a password, and says where everybody can read along', async (t) => {
    const at = new Place(t);
    assert.match((await at.hook('add ops http://example.org/')).stderr, /without https/);
    assert.doesNotMatch((await at.hook('add ops http://[::1]:8080/')).stderr, /without https/);
    const urls = ['ftp://x', 'https://me:secret@example.org/'];
    const add = (url: string) => chatServer(['hook', 'add', 'ops', url, '--log', at.log]);
    for (const { code, stderr } of await Promise.all(urls.map(add))) assert.equal(code, 2, stderr);
  });

  it('tests a hook: posts to it, and tells how that was answered', async (t) => {
    const at = new Place(t);
    const bodies: unknown[] = [];
    let status = 200;
    const server = createServer(async (request, response) => {
      for await (const chunk of request) bodies.push(JSON.parse(String(chunk)));
      response.writeHead(status).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await at.hook(`add ops ${url}`);
    const [{ id } = { id: '' }] = at.open((file) => new HookRows(file).all());
    const good = await at.hook(`test ${id}`);
    assert.deepEqual([good.code, good.stderr], [0, `${url} answered: status 200\n`]);
    assert.deepEqual(bodies, [
      { type: 'test', room: 'ops', timestamp: '2026-11-20T12:00:00.000Z' },
    ]);
    status = 500;
    const bad = await at.hook(`test ${id}`);
    assert.deepEqual([bad.code, bad.stderr], [1, `chat-server: ${url} answered: status 500\n`]);
  });

  it('says in one line what is wrong with its file', async (t) => {
    const at = new Place(t);
    assert.match(
      (await at.hook('list')).stderr,
      /^chat-server: there is no \S+hooks\.db: name the log/,
    );
    writeFileSync(`${at.log}.hooks.db`, 'no database, and longer than a head of one would be');
    const { code, stderr } = await at.hook('list');
    assert.equal(code, 1);
    assert.match(stderr, /^chat-server: \S+ is damaged \(.*without webhooks\n$/);
  });
});
