// The manual: nothing in a text is a request, everything has its place, and those who read such pages have no complaint.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { manualOf } from '../../scripts/manual-markdown.ts';
import { escaped, filled } from '../../scripts/roff.ts';
import { describe, flattened } from '../../src/command-line/describe.ts';
import { errors, limits, requests } from '../../src/protocol/index.ts';
import { serverTree } from '../../src/server/read-config.ts';

const pages = ['man/chat-client.1', 'man/chat-server.1', 'man/partyline.7'];

test('what stands in a text is no request of the page', () => {
  assert.equal(escaped(".SH it's\n-x \\fB"), '\\&.SH it\\(aqs\n\\-x \\(rsfB');
  assert.equal(escaped('…é'), '\\[u2026]\\[u00E9]');
  const lines = filled(escaped(`${'word '.repeat(40)}.so /etc/passwd ${'.TH '.repeat(40)}`)).split(
    '\n',
  );
  assert.ok(lines.every((line) => line.length <= 80 && !/^[.']/.test(line)));
});

test('Markdown keeps its code, its numbers and its tables', () => {
  const page = manualOf(
    '# A\n\n## B\n\n1. One `-x`\n   more.\n\n   ```sh\n   .run\n   ```\n\n| a | b |\n| --- | --- |\n| `x` | means y |\n\nEnd.\n',
  );
  assert.equal(
    page,
    [
      '.SH B\n.IP 1. 4\nOne \\fB\\-x\\fR more.',
      '.PP\n.RS 4\n.nf\n\\&.run\n.fi\n.RE',
      '.TP\n\\fBx\\fR\nb: means y\n.PP\nEnd.',
    ].join('\n'),
  );
});

for (const page of pages) {
  test(`${page} is in order for mandoc`, { skip: !isThere('mandoc') }, () => {
    const { stdout, status } = spawnSync('mandoc', ['-Tlint', '-Wwarning', page]);
    assert.equal(String(stdout), '');
    assert.equal(status, 0);
  });

  test(`${page} is in order for groff`, { skip: !isThere('groff') }, () => {
    const { stderr } = spawnSync('groff', ['-ww', '-man', '-Tutf8', page]);
    assert.equal(String(stderr), '');
  });
}

test('the page of the server has every command and option', () => {
  const page = readFileSync('man/chat-server.1', 'utf8');
  for (const { path, options } of flattened(describe(serverTree('1.2.3').server))) {
    assert.ok(page.includes(escaped(path)), path);
    for (const { long } of options) assert.ok(page.includes(escaped(long)), long);
  }
});

test('the page of the protocol has every request, error and limit', () => {
  const page = readFileSync('man/partyline.7', 'utf8');
  for (const name of [requests, errors, limits].flatMap(Object.keys))
    assert.ok(page.includes(`.TP\n\\fB${escaped(name)}\\fR\n`), name);
});

function isThere(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}
