// How a program in two processes takes signals and ends, as those who started it see it.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('two-processes.ts', import.meta.url));

test('a signal to the parent reaches the child', async () => {
  const { parent, nextLine } = await start();
  parent.kill('SIGTERM');
  assert.equal(await nextLine(), 'SIGTERM');
  parent.kill('SIGKILL');
});

test('a signal to both, as a terminal sends it, is seen by the child once', async () => {
  const { parent, group, nextLine } = await start();
  process.kill(-group, 'SIGTERM');
  assert.equal(await nextLine(), 'SIGTERM');
  // What the parent forwards keeps its order: were there a second SIGTERM, it would come first.
  parent.kill('SIGHUP');
  assert.equal(await nextLine(), 'SIGHUP');
  parent.kill('SIGKILL');
});

test('the parent ends with the code of its child', async () => {
  const { parent } = await start();
  parent.kill('SIGINT');
  assert.deepEqual(await once(parent, 'exit'), [7, null]);
});

test('the parent ends by the signal that ended its child', async () => {
  const { parent, childPid } = await start();
  process.kill(childPid, 'SIGKILL');
  assert.deepEqual(await once(parent, 'exit'), [null, 'SIGKILL']);
});

test('the child does not outlive a parent that is killed', async () => {
  const { parent } = await start();
  parent.kill('SIGKILL');
  // Both hold the pipe of standard output: it closes when the second one ends.
  await once(parent, 'close');
});

interface Started {
  readonly parent: ChildProcess;
  readonly group: number;
  readonly childPid: number;
  readonly nextLine: () => Promise<string | undefined>;
}

async function start(): Promise<Started> {
  const parent = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true, // a process group of its own, so that a signal can go to both alone
  });
  const lines = createInterface(parent.stdout)[Symbol.asyncIterator]();
  const nextLine = async () => (await lines.next()).value;
  const childPid = Number(await nextLine());
  assert.ok(parent.pid !== undefined && childPid > 0);
  return { parent, group: parent.pid, childPid, nextLine };
}
