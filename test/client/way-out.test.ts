// However the client ends under a shell, the terminal is what it was: its settings (stty), its modes, its screen.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { PersonAtScreen } from '../support/screen.ts';
import { bin, ready, serverFor } from './plays.ts';

const enter = '\r';
const ctrlC = '\u0003';

interface AtShell {
  readonly shell: PersonAtScreen;
  /** Starts the client; it is there when its room is. @returns its process, and the shell's screen before */
  run(): Promise<{ pid: number; before: string[] }>;
  /** What `stty -a` says, once the shell is back. */
  settings(): Promise<string>;
}

async function atShell(context: TestContext): Promise<AtShell> {
  const server = await serverFor(context);
  const folder = await mkdtemp(join(tmpdir(), 'partyline-shell-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const boom = "data:text/javascript,process.on('SIGUSR2',()=>{throw new Error('boom')})";
  const env = { ...ready, PS1: 'shell> ', F: folder, NODE_OPTIONS: `--import="${boom}"` };
  const shell = new PersonAtScreen('bash', ['--norc', '-i'], { env: { ...env, HISTFILE: '' } });
  context.after(() => shell.close());
  await shell.sees('shell>');
  // The client takes the place of a shell that has told its number.
  const client = `${process.execPath} ${bin} --port ${server.port} --name ann`;
  shell.type(`ann() { sh -c 'echo $$ > $F/pid; exec ${client}'; }; PS1='$ '; clear${enter}`);
  await shell.until(() => shell.text.trim() === '$', 'for an empty screen');
  let count = 0;
  return {
    shell,
    async run() {
      shell.type(`echo before; ann${enter}`);
      await shell.sees('● live');
      const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
      return { pid, before: ['$ echo before; ann', 'before'] };
    },
    async settings() {
      count += 1;
      shell.type(`stty -a > $F/stty; echo told $((${count} + 40))${enter}`);
      await shell.sees(`told ${count + 40}`);
      return readFile(join(folder, 'stty'), 'utf8');
    },
  };
}

const prompt = /^\$ ?$/m;
const left = { isAlternate: false, wraps: true, tellsFocus: false };

const ways: Readonly<
  Record<string, readonly [leave: (shell: PersonAtScreen, pid: number) => void, tells: RegExp]>
> = {
  '/quit': [(shell) => shell.type(`/quit${enter}`), prompt],
  'Ctrl-C twice': [(shell) => shell.type(ctrlC + ctrlC), prompt],
  SIGTERM: [(_, pid) => process.kill(pid, 'SIGTERM'), /^(?:Terminated|\$ ?$)/m],
  SIGHUP: [(_, pid) => process.kill(pid, 'SIGHUP'), /^(?:Hangup|\$ ?$)/m],
  'a crash': [(_, pid) => process.kill(pid, 'SIGUSR2'), /Error: boom/],
};

test('the shell has its terminal back, by whatever way the client ends', async (context) => {
  const { shell, run, settings } = await atShell(context);
  const before = await settings();
  for (const [way, [leave, tells]] of Object.entries(ways)) {
    shell.type(`clear${enter}`);
    await shell.until(() => shell.text.trim() === '$', 'for an empty screen');
    const { pid, before: lines } = await run();
    leave(shell, pid);
    await shell.until(
      () => !shell.modes.isAlternate && tells.test(shell.text),
      `to be back from ${way}`,
    );
    assert.deepEqual(shell.lines.slice(0, 2), lines, way);
    const { isAlternate, wraps, tellsFocus } = shell.modes;
    assert.deepEqual({ isAlternate, wraps, tellsFocus }, left, way);
    assert.equal(await settings(), before, way);
    assert.ok(shell.hasCursor, way);
  }
});

test('after kill -9, which nobody can answer, the shell lives and its reset helps', async (context) => {
  const { shell, run, settings } = await atShell(context);
  const { pid } = await run();
  process.kill(pid, 'SIGKILL');
  await shell.sees('Killed');
  shell.type(`stty sane; printf '\\033c'${enter}`);
  await shell.until(() => !shell.modes.isAlternate, 'to be on the first screen');
  assert.match(await settings(), /\bicanon\b.*\becho\b/s);
});
