// The person's own editor: what it leaves in the file is what comes back.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { editInEditor } from '../../src/client/outside.ts';

/** An editor that does this with the file `$1`. */
function editorThat(context: TestContext, script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'editor-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'edit');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o700);
  return path;
}

test('the text goes to the editor and comes back as it was left there; the file is gone', async (context) => {
  const seen = join(mkdtempSync(join(tmpdir(), 'seen-')), 'path');
  context.after(() => rmSync(dirname(seen), { recursive: true, force: true }));
  const EDITOR = editorThat(
    context,
    `echo "$1" > '${seen}'; ls -l "$1" | cut -c1-10 >> "$1"; echo more >> "$1"`,
  );
  assert.deepEqual(await editInEditor('a draft\n', { EDITOR }), {
    text: 'a draft\n-rw-------\nmore\n',
  });
  assert.equal(existsSync(readFileSync(seen, 'utf8').trim()), false);
});

test('an editor that fails, or is not there, leaves the text as it was and says so', async (context) => {
  const failing = await editInEditor('x', { EDITOR: editorThat(context, 'exit 3') });
  assert.match('problem' in failing ? failing.problem : '', /ended with 3: the text is as it was/);
  const missing = await editInEditor('x', { EDITOR: '/nowhere/at-all' });
  assert.match('problem' in missing ? missing.problem : '', /\/nowhere\/at-all ended with 12[67]/);
});

test('what is too long for the line is not lost: it stays in its file, which is named', async (context) => {
  const EDITOR = editorThat(context, 'head -c 20000 /dev/zero | tr "\\0" x > "$1"');
  const outcome = await editInEditor('', { EDITOR });
  const [, path = ''] = /stays in (\S+)\.$/.exec('problem' in outcome ? outcome.problem : '') ?? [];
  context.after(() => rmSync(dirname(path), { recursive: true, force: true }));
  assert.equal(readFileSync(path, 'utf8').length, 20_000);
});
