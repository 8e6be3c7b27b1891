// README says what is so: its commands run, its tables are the sources', its links lead somewhere.
import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { after, before, describe, type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { commands } from '../src/sdk/slash.ts';
import { keyHelp } from '../src/ui/key-help.ts';
import { defaultKeymap } from '../src/ui/keymap.ts';
import { ownCommands } from '../src/ui/own-commands.ts';
import { ChatServer } from './support/chat-server.ts';
import { PersonAtScreen } from './support/screen.ts';

const run = promisify(execFile);
const readme = readFileSync('README.md', 'utf8');
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  'scripts' | 'bin',
  Record<string, string>
>;

let server: ChatServer;
before(async () => {
  server = await ChatServer.start();
});
after(() => server.stop());

type Run = (command: string, context: TestContext) => unknown;

const netcat = `printf '%s\\n' '{"type":"hello","name":"ci"}' '{"type":"join","room":"general"}' '{"type":"send","room":"general","content":"hi"}' | nc -N 127.0.0.1 7000`;

/** How each command of README is run; a command without a run fails the test below. */
const runs: Readonly<Record<string, Run>> = {
  'npm start': opens,
  'npm start -- --help': printsTheOptions,
  'npx chat-client --name alice': opensTheScreen('alice'),
  'npx chat-client --name bob': opensTheScreen('bob'),
  'tail -f "$(npx chat-client where --json | jq -r .log)"': showsTheOwnLog,
  'npx chat-client web': printsAnAddress,
  'tail -f chat_messages.txt': showsTheLog,
  'uptime | npx chat-client send --room ops --name ci -': isAcknowledged,
  'npx chat-client tail --room ops --json | jq -r .content': printsContents,
  'pkill -9 -f bin/chat-server': endsTheServer,
  "printf '\\033[2J\\033[31mboo\\n' | npx chat-client --name mallory": isRefused,
  "echo 'build 241 is green' | npx chat-client --name ci --room ops": isInTheLog,
  [netcat]: isAnswered,
  'npx chat-server verify': findsTheLogInOrder,
  'npx chat-server export --json --room general --since 1h': printsWhatWasSaid,
  'npx chat-server index': findsTheIndexWhole,
  'npx chat-server export --json | npx chat-server import --log copy.txt': copiesTheLog,
  'npm test': isWhatIntegrationRuns,
  'npm run bench': isAScript,
  'npm run bench:tui': isAScript,
  'npm run bench:web': isAScript,
  'npm run chaos -- --minutes 10': isAScript,
};

describe('the commands of README', () => {
  const written = [...readme.matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].flatMap(
    ([, , block = '']) => block.split('\n').map((line) => line.trim()),
  );
  const inReadme = new Set(written.filter((line) => line !== ''));

  test('all have a run in this test, and no run is left over', () => {
    assert.deepEqual([...inReadme].sort(), Object.keys(runs).sort());
  });

  for (const [command, runIt] of Object.entries(runs)) {
    test(command, async (context) => {
      await runIt(command, context);
    });
  }
});

test('the table of commands is that of /help', () => {
  const told = [...commands, ...ownCommands].map((command) => [
    `/${command.name} ${command.arguments}`.trim(),
    command.help,
  ]);
  const doubled = ['//text', 'sends a text that begins with a slash'];
  assert.deepEqual(tableOf('command'), [...told, doubled]);
});

test('the table of keys is part of the client’s', () => {
  const rows = tableOf('keys');
  assert.ok(rows.length > 5);
  for (const [keys, does] of rows) {
    const own = keyHelp().find(([term]) => term === keys);
    assert.deepEqual([keys, does], own);
  }
});

test('the keys of the input line are bound', () => {
  const [, sentence = ''] = /has the keys of a shell as well: (.*)\.$/m.exec(readme) ?? [];
  const names = sentence.toLowerCase().split(', ');
  assert.ok(names.length > 3);
  for (const name of names) assert.ok(defaultKeymap.bindingOf(name), name);
});

test('every link and picture is there', () => {
  const links = [...readme.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target);
  const ours = links.filter((target) => !/^https?:/.test(target));
  assert.ok(ours.includes('docs/picture.svg'));
  assert.deepEqual(
    ours.filter((target) => !existsSync(target)),
    [],
  );
});

for (const path of ['picture', 'client', 'client-select', 'client-narrow']) {
  test(`docs/${path}.svg is small and needs nothing from elsewhere`, () => {
    const picture = readFileSync(`docs/${path}.svg`, 'utf8');
    assert.ok(picture.length < 120_000);
    assert.doesNotMatch(picture, /<script|<image|href=|url\(|@import|\p{Cc}(?<!\n)/u);
    assert.match(picture, />chat-client --name alice</);
  });
}

test('the picture shows two people, and the log', () => {
  const picture = readFileSync('docs/picture.svg', 'utf8');
  for (const title of ['chat-client --name alice', 'chat-client --name bob', 'tail -f'])
    assert.ok(picture.includes(`>${title}`), title);
});

test('the pictures of docs/client.md are there', () => {
  const page = readFileSync('docs/client.md', 'utf8');
  const links = [...page.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target);
  assert.ok(links.includes('client.svg'));
  assert.deepEqual(
    links.filter((target) => !existsSync(`docs/${target}`)),
    [],
  );
});

/** What is started so is as README has it, on a free port and with a log of its own. */
async function npmStart(context: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  const npm = spawn('npm', ['start'], {
    env: { ...process.env, PARTYLINE_PORT: '0', PARTYLINE_LOG: join(folder, 'log.txt') },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(npm, 'exit');
  context.after(async () => {
    npm.kill('SIGKILL');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  });
  for await (const line of createInterface({ input: npm.stdout })) {
    if (/^Partyline is open at 127\.0\.0\.1:\d+,/.test(line)) return { npm, exited };
  }
  throw new Error('npm start ended without a server');
}

async function opens(_: string, context: TestContext): Promise<void> {
  const { npm, exited } = await npmStart(context);
  npm.kill('SIGTERM');
  await exited;
}

/** Not with `pkill`, which would end the servers of others: those that it would find are looked for. */
async function endsTheServer(command: string, context: TestContext): Promise<void> {
  const [, pattern = ''] = /^pkill -9 -f (\S+)$/.exec(command) ?? [];
  if (!has('ps')) return context.skip('there is no ps');
  const { npm, exited } = await npmStart(context);
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  const processes = stdout.split('\n').map((line) => {
    const [, pid, parent, args = ''] = /^ *(\d+) +(\d+) (.*)$/.exec(line) ?? [];
    return { pid: Number(pid), parent: Number(parent), args };
  });
  const ours = new Set([npm.pid]);
  for (const { pid, parent } of processes) if (ours.has(parent)) ours.add(pid);
  const found = processes.filter(({ pid, args }) => ours.has(pid) && args.includes(pattern));
  assert.ok(found.length > 0, stdout);
  for (const { pid } of found) process.kill(pid, 'SIGKILL');
  await exited;
}

async function printsTheOptions(command: string): Promise<void> {
  const { stdout } = await shell(command);
  for (const option of ['--host', '--port', '--log', '--tls']) assert.ok(stdout.includes(option));
}

/** Somebody with a machine to themselves: who comes first starts the server. */
async function alone(context: TestContext): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  const env = {
    ...{ HOME: folder, PARTYLINE_RUNTIME: join(folder, 'run'), PARTYLINE_DATA: folder },
    ...{ PARTYLINE_PORT: '', PARTYLINE_LOG: '', PARTYLINE_READY: '1', DISPLAY: '', BROWSER: '' },
  };
  const person = sitDown('npx chat-client --name alice', context, process.cwd(), env);
  await person.sees('● live', 'alice', '#general');
  context.after(async () => {
    await shell('npx chat-client stop', process.cwd(), env);
    rmSync(folder, { recursive: true, force: true });
  });
  return env;
}

async function showsTheOwnLog(command: string, context: TestContext): Promise<void> {
  if (!has('jq')) return context.skip('there is no jq');
  const env = await alone(context);
  const person = sitDown(command, context, process.cwd(), env);
  await person.sees('# partyline log 1: ');
}

async function printsAnAddress(command: string, context: TestContext): Promise<void> {
  const { code, stdout } = await shell(command, process.cwd(), await alone(context));
  assert.equal(code, 0);
  const key = await fetch(stdout.trim(), { redirect: 'manual' });
  const [cookie = ''] = key.headers.getSetCookie().map((each) => each.split(';', 1)[0] ?? '');
  const page = await fetch(new URL('/', stdout.trim()), { headers: { cookie } });
  assert.match(await page.text(), /<title>/);
}

async function isAcknowledged(command: string, context: TestContext): Promise<void> {
  if (!has('uptime')) return context.skip('there is no uptime');
  const { code, stdout, stderr } = await shell(command);
  assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: '', stderr: '' });
  assert.match(await server.log(), / #ops <ci> .*load average/);
}

async function printsContents(command: string, context: TestContext): Promise<void> {
  if (!has('jq')) return context.skip('there is no jq');
  const { code, stdout } = await shell(command);
  assert.equal(code, 0);
  assert.match(stdout, /load average/);
}

function opensTheScreen(name: string): Run {
  return async (command, context) => {
    const person = sitDown(command, context);
    await person.sees('● live', name, '#general');
  };
}

async function showsTheLog(command: string, context: TestContext): Promise<void> {
  const person = sitDown(command, context, server.folder);
  await person.sees('# partyline log 1: ');
}

async function isRefused(command: string): Promise<void> {
  const { code, stdout, stderr } = await shell(command);
  assert.deepEqual({ code, stdout }, { code: 77, stdout: '' });
  assert.match(stderr, /control characters/);
  assert.doesNotMatch(await server.log(), /boo|\u001b/);
}

async function isInTheLog(command: string): Promise<void> {
  const { code, stdout } = await shell(command);
  assert.equal(code, 0);
  assert.match(stdout, /^\S+Z \d+ #ops <ci> build 241 is green\n$/);
  assert.match(await server.log(), / #ops <ci> build 241 is green\t/);
}

async function isAnswered(command: string, context: TestContext): Promise<void> {
  if (!has('nc')) return context.skip('there is no nc');
  const { stdout } = await shell(command.replace(/7000$/, String(server.port)));
  const types = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).type);
  assert.deepEqual(types, ['welcome', 'joined', 'ack', 'message']);
}

async function findsTheLogInOrder(command: string): Promise<void> {
  const { code, stdout, stderr } = await shell(command);
  assert.deepEqual({ code, stdout }, { code: 0, stdout: '' });
  assert.match(stderr, /: in order\n$/);
}

async function printsWhatWasSaid(command: string): Promise<void> {
  const { code, stdout, stderr } = await shell(command);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  assert.match(stdout, /^({"type":"message","room":"general",.*}\n)*$/);
}

async function findsTheIndexWhole(command: string): Promise<void> {
  const { code, stdout } = await shell(command);
  assert.equal(code, 0);
  assert.match(stdout, /^.*\.index\.db: .*; whole, .*\n$/);
}

async function copiesTheLog(command: string): Promise<void> {
  const { code, stderr } = await shell(command, server.folder);
  assert.match(stderr, /^imported [1-9]\d*, skipped 0 that were there\n$/);
  assert.equal(code, 0);
  assert.equal(readFileSync(join(server.folder, 'copy.txt'), 'utf8'), await server.log());
}

function isWhatIntegrationRuns(command: string): void {
  isAScript(command);
  assert.equal(readFileSync('.ci/run', 'utf8').trim().split('\n').at(-1), command);
}

function isAScript(command: string): void {
  const [, name = ''] = /^npm (?:run )?([\w:]+)(?: -- .*)?$/.exec(command) ?? [];
  assert.ok(manifest.scripts[name], command);
}

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A line for the shell, of somebody who talks to this test's server. */
async function shell(command: string, cwd = process.cwd(), env = environment()): Promise<Outcome> {
  const child = spawn('sh', ['-c', withoutNpx(command)], {
    env: { ...process.env, ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ends = [once(child, 'close'), text(child.stdout), text(child.stderr)] as const;
  const [[code], stdout, stderr] = await Promise.all(ends);
  return { code, stdout, stderr };
}

function sitDown(
  command: string,
  context: TestContext,
  cwd = process.cwd(),
  env = environment(),
): PersonAtScreen {
  const args = ['-c', `exec ${withoutNpx(command)}`];
  const person = new PersonAtScreen('sh', args, { env, cwd });
  context.after(() => person.close());
  return person;
}

/** npx looks up what package.json says, and starts that. */
function withoutNpx(command: string): string {
  return command.replace(/\bnpx (\S+)/g, (_, name: string) => {
    const bin = manifest.bin[name];
    assert.ok(bin, name);
    return `'${process.execPath}' '${resolve(bin)}'`;
  });
}

function environment(): Record<string, string> {
  return {
    PARTYLINE_PORT: String(server.port),
    PARTYLINE_LOG: join(server.folder, 'chat_messages.txt'),
    PARTYLINE_STATE: join(server.folder, 'state'),
    PARTYLINE_READY: '1',
  };
}

function has(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

/** The rows of the table with this heading, each cell as it is read. */
function tableOf(heading: string): string[][] {
  const lines = readme.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
  assert.notEqual(start, -1, `README has no table of ${heading}`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('| '));
  return rows.slice(0, end).map((row) =>
    row
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.replaceAll('`', '')),
  );
}
