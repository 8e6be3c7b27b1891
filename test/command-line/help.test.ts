// --help of both programs: one way of wording, and -h and -V in each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from 'commander';
import { programFor } from '../../src/client/settings.ts';
import { describe, flattened } from '../../src/command-line/describe.ts';
import { serverTree } from '../../src/server/read-config.ts';

const roots = [
  programFor(
    '1',
    () => {},
    () => {},
  ),
  serverTree('1').server,
];
const tree = roots.flatMap(branches);

function branches(command: Command): Command[] {
  return [command, ...command.commands.flatMap(branches)];
}

test('what a command does is a sentence, what an option does is not', () => {
  const all = roots.flatMap((root) => flattened(describe(root)));
  const sentences = all.map(({ about }) => about);
  assert.deepEqual(
    sentences.filter((about) => !/^\p{Lu}.*\.$/u.test(about)),
    [],
  );
  const parts = all.flatMap((each) => [...each.options, ...each.arguments]);
  assert.deepEqual(
    parts.filter(({ about }) => about.endsWith('.')),
    [],
  );
});

test('every command has -h in the same words, and no default that is only "not given"', () => {
  for (const command of tree) {
    const help = command.helpInformation();
    assert.match(help, /-h, --help +print this/, command.name());
    assert.doesNotMatch(help, /default: (false|")/, command.name());
  }
});

test('both programs print their version by -V too', () => {
  for (const root of roots)
    assert.match(root.helpInformation(), /-V, --version +print the version/);
});

test('choices that the words of an option name already are not listed again', () => {
  const [, server] = roots;
  assert.doesNotMatch(server?.helpInformation() ?? '', /choices: os, disk/);
  assert.match(server?.helpInformation() ?? '', /choices:\s+debug, info/);
});
