// Which part of src may know which, and what every file there has in common.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { captionOf } from '../scripts/files.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
// Most are bundled into the programs, and so are none that whoever installs them needs.
const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });

/** A part, and what its files may import beside one another; the longest path that fits a file is its part. */
const mayImport: Record<string, readonly string[]> = {
  'src/protocol': ['zod'],
  // What both programs have in common: how options, the environment and files of settings are read and shown.
  'src/command-line': ['src/protocol', 'node:', 'commander', 'smol-toml'],
  // The files that follow from nothing else: how one is opened, whoever’s it is.
  'src/database': ['node:'],
  'src/sdk': ['src/protocol'],
  'src/sdk/node': ['src/protocol', 'src/sdk', 'src/sdk/web', 'node:'],
  'src/sdk/web': ['src/protocol', 'src/sdk'],
  // What screens have in common, whatever they are drawn on.
  'src/ui': ['src/protocol', 'src/sdk'],
  'src/client': [
    'src/protocol',
    'src/command-line',
    'src/database',
    'src/sdk',
    'src/sdk/node',
    'src/sdk/web',
    'src/ui',
    'node:',
    ...packages,
  ],
  'src/web': [
    'src/protocol',
    'src/sdk',
    'src/sdk/web',
    'src/ui',
    'react',
    'react-dom',
    'virtua',
    'zod',
  ],
  'src/server/core': ['src/protocol'],
  'src/server/requests': ['src/protocol', 'src/server/core'],
  'src/server/log': ['src/protocol', 'type src/server/core', 'node:'],
  // It follows the log, so it knows what the log's files look like.
  'src/server/derived': ['src/protocol', 'src/server/core', 'src/server/log', 'node:'],
  'src/server/accounts': ['src/protocol', 'src/server/core', 'src/database', 'node:'],
  'src/server/net': [
    'src/protocol',
    'src/server/core',
    'node:',
    // For a certificate of one's own, and only when one is made.
    '@peculiar/x509',
    'reflect-metadata',
  ],
  'src/server/web': [
    'src/protocol',
    'src/server/core',
    'src/server/net',
    'node:',
    'prom-client',
    'ws',
  ],
  // Webhooks: what is posted here goes the way of a `send`, what is posted elsewhere is read as history is.
  'src/server/hooks': [
    'src/protocol',
    'src/server/core',
    'src/server/requests',
    'src/database',
    'src/server/web',
    'node:',
  ],
  'src/server/state': ['src/protocol', 'type src/server/core', 'node:'],
  'src/server/commands': [
    'src/protocol',
    'src/command-line',
    'src/server/accounts',
    'src/server/core',
    'src/database',
    'src/server/hooks',
    'src/server/log',
    'src/server/derived',
    'node:',
    'commander',
    'string-width',
    'zod',
  ],
  // What joins the parts: server.ts, main.ts and what they need for it.
  'src/server': [
    'src/protocol',
    'src/command-line',
    'src/server/accounts',
    'src/database',
    'src/server/hooks',
    'src/server/core',
    'src/server/requests',
    'src/server/log',
    'src/server/derived',
    'src/server/net',
    'src/server/state',
    'src/server/web',
    'src/server/commands',
    'node:',
    ...packages,
  ],
};

const files = globSync('src/**/*.{ts,tsx}').sort();

for (const file of files) {
  test(`${file} imports only what its part may know`, () => {
    const allowed = mayImport[partOf(file)] ?? [];
    for (const { target, isTypeOnly } of importsOf(file)) {
      const isAllowed =
        target === partOf(file) ||
        allowed.includes(target) ||
        (isTypeOnly && allowed.includes(`type ${target}`));
      assert.ok(isAllowed, `${file} may not import ${target}`);
    }
  });
}

test('every source file starts with a caption: one sentence', () => {
  const without = files.filter((file) => !/^\S.*[.!?]$/.test(captionOf(file)));
  assert.deepEqual(without, []);
});

test('no source file has a default export', () => {
  const found = files.filter((file) => /^export default\b/m.test(readFileSync(file, 'utf8')));
  assert.deepEqual(found, []);
});

test('files are named after what they know', () => {
  const vague = /^(utils?|helpers?|common|misc|shared|types?|managers?)\.tsx?$|manager\.tsx?$/;
  assert.deepEqual(
    files.filter((file) => vague.test(basename(file)) || !/^[a-z0-9.-]+$/.test(basename(file))),
    [],
  );
});

/** What a file imports: the part that a path of ours lies in, a package's name, or `node:` for all of Node. */
function importsOf(file: string): { target: string; isTypeOnly: boolean }[] {
  const source = readFileSync(file, 'utf8');
  const statements = source.matchAll(
    /^(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...statements].map(([, type, from, called]) => {
    const specifier = from ?? called ?? '';
    return { target: targetOf(file, specifier), isTypeOnly: type !== undefined };
  });
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:';
  if (specifier.startsWith('.')) return partOf(join(dirname(file), specifier));
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}

function partOf(path: string): string {
  const parts = Object.keys(mayImport).filter((part) => path.startsWith(`${part}/`));
  return parts.sort((a, b) => b.length - a.length)[0] ?? path;
}
