// The examples do what they say: each is run as it stands, against a real server.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, globSync, readFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { z } from 'zod';
import type { Chat } from '../../src/sdk/chat/chat.ts';
import { connect } from '../../src/sdk/node/index.ts';
import { ChatServer } from '../support/chat-server.ts';
import { patienceMs } from '../support/patience.ts';
import { Example, ownFolder } from './example.ts';
import { RecordedWire } from './recorded-wire.ts';

let server: ChatServer;
/** All examples go through it: what they say and hear is held against the schema. */
let wire: RecordedWire;
let person: Chat;
before(async () => {
  server = await ChatServer.start();
  wire = await RecordedWire.to(server.port);
  person = await connect({ server: `127.0.0.1:${wire.port}`, name: 'ann' });
});
after(async () => {
  await person.close();
  wire.close();
  await server.stop();
});

/** The first so many that somebody else says there. */
async function answersIn(room: string, count: number, ask: () => unknown): Promise<string[]> {
  const contents: string[] = [];
  await person.join(room);
  const loop = person.messages(room);
  await ask();
  for await (const message of loop) {
    if (!person.isOwn(message) && contents.push(message.content) === count) break;
  }
  return contents;
}

/** Says why in the report, where a language is not here. */
function needs(context: TestContext, program: string, install: string): boolean {
  const isHere =
    spawnSync(program, [program === 'go' ? 'version' : '--version']).error === undefined;
  if (!isHere) context.skip(`NOT RUN, as there is no ${program} here: ${install} installs it`);
  return isHere;
}

test('the echo bot answers each once, also what was said while it was not there', async (t) => {
  const folder = ownFolder(t);
  const start = () =>
    new Example(t, wire, folder, [process.execPath, 'examples/echo-bot.js', 'echo']);
  const bot = start();
  await bot.says(/is in #echo/);
  const heard = answersIn('echo', 3, async () => {
    await person.send('echo', '!echo one');
    await person.send('echo', 'not for bots');
    await person.send('echo', '!echo !echo two');
  });
  await answered('echo', 2);
  await bot.kill();
  await person.send('echo', '!echo three');
  const again = start();
  assert.deepEqual(await heard, ['one', '!echo two', 'three']);
  await again.kill();
});

/** Once somebody else has said so many there. */
async function answered(room: string, count: number): Promise<void> {
  let left = count;
  for await (const message of person.messages(room, { since: 0 })) {
    if (!person.isOwn(message)) left -= 1;
    if (left === 0) return;
  }
}

test('the log shipper writes each message once, also after it was killed in a line', async (t) => {
  const folder = ownFolder(t);
  const start = () =>
    new Example(t, wire, folder, [process.execPath, 'examples/log-shipper.js', 'ship', 'out']);
  for (let number = 0; number < 20; number += 1) await person.send('ship', `line ${number}`);
  const first = start();
  await first.says(/from 0 on/);
  await whole(join(folder, 'out'), 20);
  await first.kill();
  appendFileSync(join(folder, 'out'), '{"type":"message","seq":');
  for (let number = 20; number < 40; number += 1) await person.send('ship', `line ${number}`);
  const second = start();
  await whole(join(folder, 'out'), 40);
  await second.kill('SIGTERM');
  assert.equal(await second.exit(), 0);
  const lines = readFileSync(join(folder, 'out'), 'utf8').trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).content),
    Array.from({ length: 40 }, (_, number) => `line ${number}`),
  );
});

/** Once so many lines are there. */
async function whole(path: string, count: number): Promise<void> {
  const changes = watch(dirname(path), { signal: AbortSignal.timeout(patienceMs) });
  const isWhole = () =>
    readFileSync(path, { encoding: 'utf8', flag: 'a+' }).split('\n').length > count;
  // Watched before it is looked at: nothing comes in between.
  let next = changes[Symbol.asyncIterator]().next();
  while (!isWhole()) {
    await next;
    next = changes[Symbol.asyncIterator]().next();
  }
  next.catch(() => {});
}

test('the deploy notifier says a deployment once, and its exit code says what became of it', async (t) => {
  const folder = ownFolder(t);
  const run = (...args: string[]) =>
    new Example(t, wire, folder, [process.execPath, 'examples/deploy-notifier.js', ...args]);
  const heard = answersIn('deploy', 2, async () => {
    const first = run('deploy', 'v12', 'v12', 'is', 'live');
    assert.equal(await first.exit(), 0);
    const again = run('deploy', 'v12', 'v12', 'is', 'live');
    assert.equal(await again.exit(), 0);
    assert.match(again.said.join(), /was said before/);
    assert.equal(await run('deploy', 'v13', 'v13 is live').exit(), 0);
  });
  assert.deepEqual(await heard, ['v12 is live', 'v13 is live']);
  assert.equal(await run('no room', 'v1', 'x').exit(), 77);
  assert.equal(await run().exit(), 2);
});

const notifiers = [
  { name: 'bash', program: 'jq', install: 'apt-get install jq', build: () => [] },
  { name: 'Go', program: 'go', install: 'apt-get install golang-go', build: built },
] as const;

for (const { name, program, install, build } of notifiers) {
  test(`the notifier in ${name} says a message once, by its id`, async (t) => {
    if (!needs(t, program, install)) return;
    const folder = ownFolder(t);
    const [go] = build(folder);
    const memory = join(folder, 'token');
    const room = `notify-${program}`;
    const run = (...args: string[]) =>
      go === undefined
        ? new Example(t, wire, folder, ['bash', 'examples/bash/notify.sh', room, ...args])
        : new Example(t, wire, folder, [go, `127.0.0.1:${wire.port}`, memory, room, ...args]);
    const heard = answersIn(room, 2, async () => {
      assert.equal(await run('one', 'says "hello" once').exit(), 0);
      assert.equal(await run('one', 'says "hello" once').exit(), 0);
      assert.equal(await run('two', '$(date) `id`').exit(), 0);
    });
    assert.deepEqual(await heard, ['says "hello" once', '$(date) `id`']);
    assert.equal(await run('three', '').exit(), go === undefined ? 1 : 77);
  });
}

function built(folder: string): string[] {
  const program = join(folder, 'notify');
  const options = { encoding: 'utf8', env: { ...process.env, GOCACHE: join(folder, 'cache') } };
  const go = spawnSync('go', ['build', '-o', program, 'examples/go/notify.go'], options as object);
  assert.equal(go.status, 0, String(go.stderr));
  return [program];
}

test('the echo bot in Python answers each once', async (t) => {
  if (!needs(t, 'python3', 'apt-get install python3')) return;
  const folder = ownFolder(t);
  const command = [
    'python3',
    'examples/python/echo_bot.py',
    'py',
    '127.0.0.1',
    String(server.port),
  ];
  await person.join('py');
  const joined = new Promise<void>((resolve) => {
    // Not that one of the programs before it has left its room.
    person.on('presence', ({ room, state }) => {
      if (room === 'py' && state === 'joined') resolve();
    });
  });
  new Example(t, wire, folder, command);
  await joined;
  const heard = await answersIn('py', 2, async () => {
    await person.send('py', '!echo één');
    await person.send('py', '!echo two');
  });
  assert.deepEqual(heard, ['één', 'two']);
});

test('all that the examples said and heard is valid by the published schema', () => {
  const { $defs } = JSON.parse(readFileSync('docs/protocol.schema.json', 'utf8'));
  const checks = new Map<string, z.ZodType>();
  const seen = new Set<string>();
  const wrong = wire.lines.filter(({ direction, line }) => {
    const object = JSON.parse(line);
    const kinds = direction === 'to' ? ['requests'] : ['replies', 'events'];
    seen.add(`${direction} ${object.type}`);
    return !kinds.some((kind) => {
      const schema = Object.hasOwn($defs[kind], object.type) && $defs[kind][object.type];
      const name = `${kind} ${object.type}`;
      if (schema && !checks.has(name)) checks.set(name, z.fromJSONSchema(schema));
      return checks.get(name)?.safeParse(object).success;
    });
  });
  assert.deepEqual(wrong, []);
  const common = ['to hello', 'to join', 'to send', 'to history', 'from welcome', 'from joined'];
  const rest = ['from ack', 'from history', 'from message', 'from presence'];
  for (const type of [...common, ...rest]) assert.ok(seen.has(type), `${type} was on the wire`);
});

test('the examples are as short as they say', () => {
  const lengths = globSync('examples/**/*.*').map((path) => {
    return { path, lines: readFileSync(path, 'utf8').trimEnd().split('\n').length };
  });
  assert.equal(lengths.length, 6);
  const most = (path: string) => (path.endsWith('.js') ? 45 : 30);
  assert.deepEqual(
    lengths.filter(({ path, lines }) => lines > most(path)),
    [],
  );
});
