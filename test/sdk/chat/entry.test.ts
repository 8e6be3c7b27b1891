// The package's entry as its users have it: the types resolve, and a bundle for browsers has nothing of Node.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { rolldown } from 'rolldown';

const consumer = `import { type Ack, type ChatErrorCode, ChatError, connect, type Message } from 'partyline';

const chat = await connect({ name: 'bot', rooms: ['ops'], signal: AbortSignal.timeout(1_000) });
const ack: Ack = await chat.send('ops', 'hello', { id: 'one' });
const seq: number = ack.seq;
const stop: () => void = chat.on('presence', ({ name, state }) => \`\${name.trim()} \${state}\`);
for await (const message of chat.messages('ops', { since: seq })) {
  const { content }: Message = message;
  if (content === 'stop') stop();
  // @ts-expect-error: there is no such field
  message.text;
}
try {
  await chat.search('word');
} catch (error) {
  if (error instanceof ChatError) {
    const code: ChatErrorCode = error.code;
    // @ts-expect-error: there is no such code
    if (code === 'made-up') throw error;
  }
}
await chat[Symbol.asyncDispose]();
`;

/** An empty project that has installed the package. */
function project(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-consumer-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'node_modules', '@types'), { recursive: true });
  symlinkSync(resolve('.'), join(folder, 'node_modules', 'partyline'));
  symlinkSync(resolve('node_modules/@types/node'), join(folder, 'node_modules/@types/node'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'bot.ts'), consumer);
  return folder;
}

const platforms = {
  Node: ['--module', 'nodenext', '--types', 'node'],
  'a browser': [
    ...['--module', 'esnext', '--moduleResolution', 'bundler', '--customConditions', 'browser'],
    ...['--types', '', '--lib', 'es2022,dom'],
  ],
};

for (const [platform, options] of Object.entries(platforms)) {
  test(`its types are whole for ${platform}`, (t) => {
    const common = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2024'];
    const tsc = resolve('node_modules/typescript/bin/tsc');
    const args = [tsc, ...common, ...options, 'bot.ts'];
    const run = spawnSync(process.execPath, args, { cwd: project(t), encoding: 'utf8' });
    assert.equal(run.stdout, '');
    assert.equal(run.status, 0);
  });
}

test('a bundle for browsers has nothing of Node in it, and not much else', async (t) => {
  const input = join(project(t), 'page.js');
  writeFileSync(input, "import { connect } from 'partyline';\nwindow.chat = connect;\n");
  const bundle = await rolldown({
    input,
    platform: 'browser',
    logLevel: 'silent',
    resolve: { symlinks: false },
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  const [chunk] = output;
  assert.deepEqual([output.length, chunk.imports, chunk.dynamicImports], [1, [], []]);
  assert.doesNotMatch(chunk.code, /node:|process\.env/);
  assert.ok(chunk.code.length < 400_000, `${chunk.code.length} bytes`);
});

test('in the checkout the examples import the package by its name', () => {
  const script = "const { connect } = await import('partyline'); console.log(typeof connect);";
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(stdout, 'function\n');
});
