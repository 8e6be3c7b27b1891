// The server under a service manager, played by a socket of datagrams, which Python has and Node has not.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceManager } from '../../../src/server/sd-notify.ts';

const receiver = `
import json, socket, sys
address = sys.argv[1]
manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
manager.bind(address.replace('@', '\\0', 1) if address.startswith('@') else address)
print('[]', flush=True)
while True:
    told = manager.recv(4096).decode().split('\\n')
    if not told[0].startswith('BARRIER'):
        print(json.dumps([line for line in told if line]), flush=True)
`;

const isMissing = !['python3', 'systemd-notify'].every(
  (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0,
);

for (const kind of ['a path', 'an abstract name'] as const) {
  describe(`a socket with ${kind}`, { skip: isMissing }, () => {
    test('is told that the server is ready, reloads, lives and stops', async (context) => {
      const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
      const address = kind === 'a path' ? join(folder, 'notify') : `@${folder}`;
      const heard = await listenAt(address, context);
      const server = serve(folder, { NOTIFY_SOCKET: address }, context);

      assert.match((await heard()).join(), /^READY=1,STATUS=Open at 127\.0\.0\.1:\d+$/);
      server.kill('SIGHUP');
      const before = process.hrtime.bigint() / 1000n;
      const [state, clock = ''] = await heard();
      assert.equal(state, 'RELOADING=1');
      const [, at = ''] = /^MONOTONIC_USEC=(\d+)$/.exec(clock) ?? [];
      assert.ok(BigInt(at) > before - 10_000_000n && BigInt(at) < before + 10_000_000n);
      assert.equal((await heard())[0], 'READY=1');
      server.kill('SIGTERM');
      assert.deepEqual(await heard(), ['STOPPING=1', 'STATUS=Saying goodbye']);
      assert.deepEqual(await once(server, 'exit'), [0, null]);
    });
  });
}

test('a server that is watched says in time that it lives, once it is ready', {
  skip: isMissing,
}, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  const address = join(folder, 'notify');
  const heard = await listenAt(address, context);
  serve(folder, { NOTIFY_SOCKET: address, WATCHDOG_USEC: '40000' }, context);
  assert.equal((await heard())[0], 'READY=1');
  assert.deepEqual(await heard(), ['WATCHDOG=1']);
  assert.deepEqual(await heard(), ['WATCHDOG=1']);
});

test('without a service manager nothing is started', () => {
  const service = new ServiceManager({ NOTIFY_SOCKET: '' }, assert.fail, '/nowhere');
  service.ready('Open');
  service.stopping();
});

test('what could not be told is told again, in its order', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'systemd-notify');
  // It fails once, as on a machine under load, and then writes down what it is told.
  const script = `[ -e "$0.failed" ] || { : > "$0.failed"; exit 1; }\necho "$1" >> "$0.told"\n`;
  writeFileSync(program, `#!/bin/sh\n${script}`, { mode: 0o700 });
  const service = new ServiceManager({ NOTIFY_SOCKET: '/run/notify' }, assert.fail, program);
  service.ready('Open');
  service.stopping();
  const told = () => (existsSync(`${program}.told`) ? readFileSync(`${program}.told`, 'utf8') : '');
  while (told().split('\n').length < 3) await sleep(20);
  assert.equal(told(), 'READY=1\nSTOPPING=1\n');
});

test('where nobody can be told, that is said once, and what is started hears of no manager', async () => {
  const env = { NOTIFY_SOCKET: '/run/notify', WATCHDOG_PID: '1', HOME: '/' };
  const why = await new Promise((resolve) => {
    const service = new ServiceManager(env, resolve, '/nowhere/systemd-notify');
    service.ready('Open');
    service.stopping();
  });
  assert.match(String(why), /ENOENT/);
  assert.deepEqual(env, { HOME: '/' });
});

async function listenAt(address: string, context: TestContext) {
  const python = spawn('python3', ['-c', receiver, address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  context.after(() => python.kill());
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const heard = async (): Promise<readonly string[]> =>
    JSON.parse((await lines.next()).value ?? '[]');
  await heard();
  return heard;
}

function serve(
  folder: string,
  env: Readonly<Record<string, string>>,
  context: TestContext,
): ChildProcess {
  const flags = ['src/server/main.ts', '--port', '0', '--log', join(folder, 'log.txt')];
  const server = spawn(process.execPath, flags, {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  const exited = once(server, 'exit');
  context.after(async () => {
    server.kill('SIGKILL');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  });
  return server;
}
