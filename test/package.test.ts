// What is published: all that its programs and entries need, and nothing that only a build needs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Packed {
  readonly files: readonly { readonly path: string }[];
}

const [packed] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
) as readonly Packed[];
const published = new Set(packed?.files.map(({ path }) => path));
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

test('the package has its programs, and what they start', () => {
  const started = globSync('bin/*.js').flatMap((path) => {
    const [, main] = /main: '\.\.\/(.*)'/.exec(readFileSync(path, 'utf8')) ?? [];
    return main === undefined ? [path] : [path, main];
  });
  assert.ok(started.length > 3);
  assert.deepEqual(
    started.filter((path) => !published.has(path)),
    [],
  );
});

test('the package has every file that an entry names', () => {
  const entries = Object.values(manifest.exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : Object.values(entry as Record<string, string>),
  );
  assert.deepEqual(
    entries.filter((path) => !published.has(path.replace('./', ''))),
    [],
  );
});

test('the package has the built page, each file also compressed', () => {
  const page = globSync('dist/page/**/*.{html,js,css,svg}');
  assert.ok(page.includes('dist/page/index.html') && page.includes('dist/page/log/index.html'));
  const wanted = page.flatMap((path) => [path, `${path}.br`, `${path}.gz`]);
  assert.deepEqual(
    wanted.filter((path) => !published.has(path)),
    [],
  );
});

test('the package leaves out what is bundled, and what only editors of the sources need', () => {
  const needless = /^(?:src|test)\/|^dist\/(?:ui|web)\/|\.d\.ts\.map$|\.tsbuildinfo$/;
  assert.deepEqual(
    [...published].filter((path) => needless.test(path)),
    [],
  );
});
