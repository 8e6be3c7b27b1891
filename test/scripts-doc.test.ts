// docs/scripts.md says what is so: its commands run as they stand, and its bot answers.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { ChatServer } from './support/chat-server.ts';
import { RawPeer } from './support/raw-peer.ts';

const page = readFileSync('docs/scripts.md', 'utf8');
const blocks = [...page.matchAll(/^```(?:sh)?\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
const [said = '', once17 = '', crontab = '', bot = '', reading = ''] = blocks;

let server: ChatServer;
before(async () => {
  server = await ChatServer.start();
  program('chat-client', `exec '${process.execPath}' '${resolve('bin/chat-client.js')}' "$@"`);
  program('check-disks', 'echo 93% of / is used >&2');
});
after(() => server.stop());

function program(name: string, script: string): void {
  const path = join(server.folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

/** In the folder of the log, by somebody whose server is this test's. */
function start(script: string) {
  return spawn('sh', ['-eu', '-c', script], {
    cwd: server.folder,
    // The whole of a pipe is ended at once, as by Ctrl-C.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: `${server.folder}${delimiter}${process.env.PATH}`,
      PARTYLINE_READY: '1',
      PARTYLINE_STATE: join(server.folder, 'state'),
      PARTYLINE_SERVER: server.address,
      PARTYLINE_NAME: '',
    },
  });
}

async function run(script: string): Promise<string> {
  const child = start(script);
  const ends = [once(child, 'close'), text(child.stdout), text(child.stderr)] as const;
  const [[code], out, error] = await Promise.all(ends);
  assert.equal(code, 0, `${script}\n${error}`);
  return out;
}

function has(...programs: string[]): boolean {
  return programs.every((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0);
}

describe('docs/scripts.md', () => {
  test('has the blocks that are run here', () => {
    assert.equal(blocks.length, 5);
  });

  test('what is said is in the log', async (t) => {
    if (!has('uptime')) return t.skip('there is no uptime');
    await run(said);
    assert.match(
      await server.log(),
      /load average[\s\S]*deploy is through[\s\S]*one\t[\s\S]*three/,
    );
  });

  test('what is repeated with its id is in the log once', async () => {
    await run(once17);
    await run(once17);
    assert.equal((await server.log()).split('> backup 17 is done\t').length, 2);
  });

  test('the line of the crontab says something when there is something to say', async () => {
    const [, line = ''] = crontab.trim().split('\n');
    assert.match(line, /^17 \* \* \* \* /);
    await run(line.split(' ').slice(5).join(' '));
    assert.match(await server.log(), /#ops <disks> 93% of \/ is used\t/);
  });

  test('the bot answers each question once, and ends with Ctrl-C', async (t) => {
    if (!has('jq')) return t.skip('there is no jq');
    const alice = await RawPeer.enter(server.port, 'alice', 'ops');
    const child = start(bot);
    const closed = once(child, 'close');
    t.after(() => child.exitCode ?? child.signalCode ?? process.kill(-(child.pid ?? 0), 'SIGKILL'));
    await alice.hears('presence', ({ name, state }) => name === 'echo' && state === 'joined');
    for (const content of ['!ping', 'hello', '!ping'])
      alice.say({ type: 'send', room: 'ops', content });
    const answers = () => alice.heard.filter((it) => it.content === 'pong alice');
    await alice.until('two answers', () => answers().length >= 2);
    process.kill(-(child.pid ?? 0), 'SIGINT');
    await closed;
    assert.deepEqual([answers().length, answers()[0]?.sender], [2, 'pong']);
  });

  test('what is read is what was said', async (t) => {
    if (!has('jq')) return t.skip('there is no jq');
    const out = await run(reading);
    assert.match(out, /deploy is through/);
    assert.ok(existsSync(join(server.folder, 'ops.jsonl')));
    const exported = readFileSync(join(server.folder, 'ops.jsonl'), 'utf8').trim().split('\n');
    const contents = exported.map((line) => JSON.parse(line).content);
    assert.ok(contents.includes('backup 17 is done'));
  });
});
