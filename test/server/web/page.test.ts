import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, gunzipSync } from 'node:zlib';
import { readBuiltFiles } from '../../../src/server/web/page.ts';

test('a file that is there compressed alone, as in a package, is had in all its forms', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'assets'));
  const packed = brotliCompressSync('let page;');
  writeFileSync(join(folder, 'assets/page-1a2b.js.br'), packed);

  const files = await readBuiltFiles(folder);
  assert.deepEqual([...files.keys()], ['/assets/page-1a2b.js']);
  const file = files.get('/assets/page-1a2b.js');
  assert.equal(String(file?.plain), 'let page;');
  assert.equal(file?.type, 'text/javascript; charset=utf-8');
  assert.deepEqual(file?.encoded.get('br'), packed);
  assert.equal(String(gunzipSync(file?.encoded.get('gzip') ?? '')), 'let page;');
});
