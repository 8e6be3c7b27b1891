// What is published: all that its programs and entries need, little else, and it works where it is installed.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { after, before, describe, type TestContext, test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let packed: Packed;
let published: ReadonlySet<string>;
before(async () => {
  const flags = ['--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout } = await run('npm', ['pack', ...flags]);
  [packed] = JSON.parse(stdout);
  published = new Set(packed.files.map(({ path }) => path));
});

function missing(wanted: readonly string[]): readonly string[] {
  return wanted.filter((path) => !published.has(path.replace('./', '')));
}

/** Entries can have one for browsers, and each of these its types. */
function filesOf(entry: unknown): readonly string[] {
  return typeof entry === 'string' ? [entry] : Object.values(entry as object).flatMap(filesOf);
}

describe('the package', () => {
  test('is small, and runs nothing when it is installed', () => {
    assert.ok(packed.size < 1_200_000, String(packed.size));
    const running = Object.keys(manifest.scripts).filter((name) => /install|^prepare$/.test(name));
    assert.deepEqual(running, []);
  });

  test('has its programs, what they start, and every file that an entry or the manual names', () => {
    const started = globSync('bin/*.js').flatMap((path) => {
      const [, main] = /main: '\.\.\/(.*)'/.exec(readFileSync(path, 'utf8')) ?? [];
      return main === undefined ? [path] : [path, main];
    });
    assert.ok(started.length > 3);
    assert.deepEqual(missing([...started, ...filesOf(manifest.exports), ...manifest.man]), []);
  });

  test('does what a file is imported for that exports nothing', () => {
    // A bundler leaves such a file out where package.json says that it has no effect.
    const client = readFileSync('dist/programs/chat-client.js', 'utf8');
    assert.ok(client.includes('--semi-space-growth-factor'));
    const page = globSync('dist/page/assets/*.js').map((path) => readFileSync(path, 'utf8'));
    assert.ok(page.some((script) => script.includes('{jitless:!0})')));
  });

  test('has all of the built page', () => {
    const page = globSync('dist/page/**/*.{html,js,css,svg}');
    assert.ok(page.includes('dist/page/index.html') && page.includes('dist/page/log/index.html'));
    assert.deepEqual(missing(page.map((path) => `${path}.br`)), []);
  });

  test('has what docs/install.md takes from it', () => {
    const page = readFileSync('docs/install.md', 'utf8');
    const taken = [...page.matchAll(/\/partyline\/(\S+?)"/g)].map(([, path = '']) => path);
    assert.equal(taken.length, 2);
    assert.deepEqual(missing(taken), []);
  });

  test('leaves out what is bundled, and what only a build or an editor needs', () => {
    const needless = /^(?:src|test|scripts)\/|^dist\/(?:ui|web|client|server)\/|\.map$|buildinfo$/;
    assert.deepEqual(
      [...published].filter((path) => needless.test(path)),
      [],
    );
  });

  test('names as dependencies what its entries import, and no more', () => {
    const modules = [...published].filter((path) => /^dist\/(?:entries|sdk|protocol)\//.test(path));
    const imported = modules.flatMap((path) =>
      [
        ...readFileSync(path, 'utf8').matchAll(/(?:from *|import\()['"]([^.'"\s][^'"\s]*)['"]/g),
      ].map(([, name = '']) => name),
    );
    const packages = new Set(imported.filter((name) => !name.startsWith('node:')));
    assert.deepEqual([...packages].sort(), Object.keys(manifest.dependencies).sort());
  });

  test('bundles all that the programs load', () => {
    const loaded = globSync('dist/programs/*.js').flatMap((path) =>
      [
        ...readFileSync(path, 'utf8').matchAll(
          /(?:^|;)(?:import|export)[^'"`;()]*["'`]([^'"`]+)["'`]|\bimport\(["'`]([^'"`]+)["'`]\)/gm,
        ),
      ].map(([, still, late]) => still ?? late ?? ''),
    );
    assert.ok(loaded.includes('./part-on-screen.js'));
    const others = loaded.filter((name) => !/^(?:\.\/part-|node:)/.test(name));
    assert.deepEqual(
      [...new Set(others)].filter((name) => !builtinModules.includes(name)),
      [],
    );
  });

  test('has the licences of all that is bundled', () => {
    const licences = readFileSync('dist/programs/LICENCES.txt', 'utf8');
    for (const name of ['react', 'ink', 'chalk', 'commander', 'pino', 'ws', 'zod'])
      assert.match(licences, new RegExp(`^${name} \\d`, 'm'));
    assert.ok(published.has('dist/programs/LICENCES.txt'));
  });
});

describe('installed into an empty folder', () => {
  const there = join(folder, 'there');
  const bin = (name: string) => join(there, 'node_modules/.bin', name);
  const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: join(folder, 'home') };

  before(async () => {
    rmSync(there, { recursive: true, force: true });
    await run('mkdir', ['-p', there, env.HOME]);
    // Dependencies come from this checkout: no network is asked.
    const overrides = Object.fromEntries(
      Object.keys(manifest.dependencies).map((name) => [
        name,
        `file:${resolve('node_modules', name)}`,
      ]),
    );
    writeFileSync(join(there, 'package.json'), JSON.stringify({ private: true, overrides }));
    const flags = ['--offline', '--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', ['install', ...flags, join(folder, packed.filename)], { cwd: there });
  });

  for (const name of Object.keys(manifest.bin)) {
    test(`${name} says its version`, async () => {
      const { stdout } = await run(bin(name), ['--version'], { env });
      assert.equal(stdout, `${manifest.version}\n`);
    });

    test(`${name} tells an old Node in one line which one it needs`, async () => {
      const old = "Object.defineProperty(process,'versions',{value:{node:'20.1.0'}})";
      const flags = ['--import', `data:text/javascript,${old}`, bin(name)];
      const { code, stderr } = await run(process.execPath, flags, { env }).catch((error) => error);
      assert.equal(code, 1);
      assert.match(stderr, /^chat-\w+ needs Node 24 or newer, this is v20\.1\.0: \S+\n$/);
    });
  }

  test('chat-server serves the page and lines, which chat-client speaks', async (context) => {
    const port = await serve(context);
    const page = await fetch(`http://127.0.0.1:${port}/`);
    const [script = ''] = /assets\/index-[\w-]+\.js/.exec(await page.text()) ?? [];
    for (const encoding of ['br', 'gzip', 'identity']) {
      const headers = { 'Accept-Encoding': encoding };
      const answer = await fetch(`http://127.0.0.1:${port}/${script}`, { headers });
      assert.equal(answer.status, 200);
      assert.match(await answer.text(), /function/);
    }
    const client = spawn(bin('partyline'), ['--port', port, '--name', 'ann'], { env, cwd: there });
    client.stdin.end('from the package\n');
    assert.match(await text(client.stdout), /#general <ann> from the package\n$/);
  });

  test('every command of docs/install.md for completions prints some', async () => {
    const page = readFileSync('docs/install.md', 'utf8');
    const commands = [...page.matchAll(/^(chat-\w+) (completion \w+) >/gm)];
    assert.equal(commands.length, 3);
    for (const [, name = '', words = ''] of commands) {
      const { stdout } = await run(bin(name), words.split(' '), { env });
      assert.match(stdout, /completions? /i);
    }
  });

  test('a file of settings is read', async () => {
    writeFileSync(join(there, 'partyline.toml'), '[server]\nport = 7123\n');
    const { stdout } = await run(bin('chat-server'), ['config'], { env, cwd: there });
    rmSync(join(there, 'partyline.toml'));
    assert.match(stdout, /^port\s+7123\s.*partyline\.toml/m);
  });

  test('every entry can be imported', async () => {
    const entries = Object.entries(manifest.exports)
      .filter(([, entry]) => typeof entry === 'object')
      .map(([path]) => path.replace('.', 'partyline'));
    const script = entries.map((entry) => `import '${entry}';`).join('');
    await run(process.execPath, ['--input-type=module', '-e', script], { env, cwd: there });
  });

  async function serve(context: TestContext): Promise<string> {
    const flags = ['--port', '0', '--log', join(folder, 'log.txt')];
    const server = spawn(bin('chat-server'), flags, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    context.after(async () => {
      server.kill();
      await once(server, 'exit');
    });
    for await (const line of createInterface({ input: server.stdout })) {
      const [, port] = /^Partyline is open at 127\.0\.0\.1:(\d+),/.exec(line) ?? [];
      if (port !== undefined) return port;
    }
    throw new Error('chat-server ended');
  }
});
