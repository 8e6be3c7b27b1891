// docs/webhooks.md says what is so: its commands run, one after the other, and its receivers take what is signed.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { HookFile } from '../src/server/hooks/hook-file.ts';
import { HookRows } from '../src/server/hooks/hook-rows.ts';
import { ChatServer } from './support/chat-server.ts';
import { Receiver } from './support/receiver.ts';

const page = readFileSync('docs/webhooks.md', 'utf8');

function blocks(language: string): string[] {
  const found = page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...found].map(([, block = '']) => block);
}

let server: ChatServer;
before(async () => {
  server = await ChatServer.start();
  const program = join(server.folder, 'chat-server');
  const main = resolve('bin/chat-server.js');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`);
  chmodSync(program, 0o755);
});
after(() => server.stop());

/** Where nobody listens, whatever else runs on this machine. */
const nowhere = '127.0.0.1:1';

/** In the folder of the log, where the page's server would be the one at 7000. */
async function run(script: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const own = script
    .replaceAll('localhost:7000', server.address)
    .replaceAll('127.0.0.1:8080', nowhere)
    .replace(/\bcurl /g, 'curl -sS ');
  const child = spawn('sh', ['-eu', '-c', own], {
    cwd: server.folder,
    env: {
      ...process.env,
      ...env,
      PATH: `${server.folder}${delimiter}${process.env.PATH}`,
      PARTYLINE_READY: '1',
    },
  });
  child.stdin.end();
  const ends = [once(child, 'close'), text(child.stdout), text(child.stderr)] as const;
  const [[code], stdout, stderr] = await Promise.all(ends);
  assert.equal(code, 0, `${script}\n${stderr}`);
  return stdout;
}

/** What each shell block of the page prints, in their order. */
const printed: readonly RegExp[] = [
  /^\{"room":"ops","seq":1,"timestamp":"\S+"\}\n$/,
  /\tci\t#ops\tuntil revoked\tno\n/,
  /^\{"room":"ops","seq":2,/,
  /^\{"room":"ops","seq":3,/,
  /^$/,
  /^\{"room":"dev","seq":4,/,
  /^[0-9a-z]{8}\t#ops\tworking\t4\t0\thttp:\/\/127\.0\.0\.1:1\/in\t-\n$/,
  /^[A-Za-z0-9+/]{43}=\n$/,
];
const signing = { ID: 'h7k2m9qa-42', TIME: '1795176000', BODY: '{"type":"message"}' };

describe('docs/webhooks.md', () => {
  const scripts = blocks('sh');

  test('has a line here for each of its commands', () => {
    assert.equal(scripts.length, printed.length);
  });

  for (const [index, expected] of printed.entries()) {
    const script = scripts[index] ?? '';
    test(script.split('\n')[0] ?? '', async () => {
      assert.match(await run(script, signing), expected);
    });
  }

  test('its messages are in the log', async () => {
    const log = await server.log();
    for (const said of ['<ci> build 241 is green', '* ci deploys 2.4', '<octo> [octo/hello]'])
      assert.ok(log.includes(said), said);
  });

  const receivers: [string, string, string[]][] = [
    ['js', process.execPath, ['--input-type=module', '-e']],
    ['python', 'python3', ['-c']],
  ];
  for (const [language, program, args] of receivers) {
    test(`the receiver in ${language} takes what is signed, and nothing else`, async (t) => {
      if (spawnSync(program, ['--version']).status !== 0) return t.skip(`there is no ${program}`);
      const [source = ''] = blocks(language);
      const port = await freePort();
      const secret = readFileSync(join(server.folder, 'ops.secret'), 'utf8').trim();
      const env = { ...process.env, SECRET: secret };
      const child = spawn(program, [...args, source.replace('8080', `${port}`)], { env });
      t.after(() => child.kill('SIGKILL'));
      const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const url = `http://127.0.0.1:${port}/in`;
      await listensAt(url, child);
      const forged = { 'webhook-id': 'x', 'webhook-timestamp': `${Math.floor(Date.now() / 1000)}` };
      for (const headers of [{}, forged, { ...forged, 'webhook-signature': 'v1,AAAA' }])
        assert.equal((await fetch(url, { method: 'POST', body: '{}', headers })).status, 401);
      await run(`chat-server hook add ops ${url} --secret-file ops.secret`);
      await run(
        `curl -H "Authorization: Bearer $(cat ci.token)" -H 'Content-Type: text/plain' -d 'to ${language}' http://localhost:7000/hooks/ops`,
      );
      assert.equal((await said.next()).value, `ops ci: to ${language}`);
    });
  }

  test('by hand the same signature comes out as the server makes', async (t) => {
    const receiver = await Receiver.open(t);
    await run(`chat-server hook add ops ${receiver.url} --secret-file ops.secret`);
    const file = new HookFile(`${server.logPath}.hooks.db`);
    const id = new HookRows(file).all().find(({ url }) => url === receiver.url)?.id;
    file.close();
    await run(`chat-server hook test ${id}`);
    const [received] = receiver.received;
    assert.ok(received);
    const { headers, body } = received;
    const env = { ID: headers['webhook-id'], TIME: headers['webhook-timestamp'], BODY: body };
    const signature = await run(scripts.at(-1) ?? '', env as Record<string, string>);
    assert.equal(`v1,${signature.trim()}`, headers['webhook-signature']);
  });
});

async function freePort(): Promise<number> {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  taken.close();
  await once(taken, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** Each try waits for its refusal, so this is no spin. */
async function listensAt(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answered = await fetch(url, { method: 'POST', body: '' }).catch(() => undefined);
    if (answered) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`it ended with ${child.exitCode}`);
}
