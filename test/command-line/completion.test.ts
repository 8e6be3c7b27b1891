// Completions in the shells themselves: bash and zsh at a terminal, fish asked for what it would offer.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { Argument, Command, Option } from 'commander';
import { completionCommand } from '../../src/command-line/completion/command.ts';
import { PersonAtScreen } from '../support/screen.ts';

const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const env = { PATH: `${folder}/bin:${dirname(process.execPath)}:/usr/bin:/bin`, HOME: folder };

/** What a server may call rooms that wants to be run. */
const hostile = ['op$(touch pwned)', 'op`touch pwned`', "op';touch pwned;'", 'op|touch pwned'];

before(() => {
  mkdirSync(join(folder, 'bin'));
  const rooms = [...hostile, 'ops', 'open-air'].map((room) => `${room}\t3\ttopic`);
  writeFileSync(join(folder, 'rooms'), `${rooms.join('\n')}\n`);
  writeFileSync(join(folder, 'bin/talk'), `#!/bin/sh\nexec cat '${folder}/rooms'\n`, {
    mode: 0o755,
  });
  writeFileSync(join(folder, 'a quiet file'), '');
});

/** A tree with text in it that each of the shells would take for its own. */
function tree(tell: (text: string) => void): Command {
  const words = `it's [a] $(touch pwned): \`touch pwned\` "100%" \\ loud`;
  const inner = new Command('in')
    .description(words)
    .addOption(new Option('--from <file>', words))
    .addArgument(new Argument('[room]', words));
  return (
    new Command('talk')
      .exitOverride()
      .addOption(new Option('-l, --level <level>', words).choices(['quiet', 'loud']))
      .addOption(new Option('-r, --room <room>', words))
      .addOption(new Option('--port <number>', words))
      .addCommand(new Command('deep').description(words).addCommand(inner))
      // Where rooms come from is a command too, as chat-client has one.
      .addCommand(new Command('rooms').description(words).addOption(new Option('--json', words)))
      .addCommand(completionCommand(['talk', 'chatty'], (text) => tell(text())))
  );
}

function scriptFor(shell: string): string {
  let script = '';
  tree((text) => {
    script = text;
  }).parse(['completion', shell], { from: 'user' });
  const path = join(folder, `completion.${shell}`);
  writeFileSync(path, script);
  return path;
}

/** What is typed before Tab, and what stands on the line after it. */
const completed: readonly (readonly [string, string])[] = [
  ['talk de', 'talk deep '],
  ['talk deep i', 'talk deep in '],
  ['talk --le', 'talk --level'],
  ['talk --level lo', 'talk --level loud '],
  ['talk -l lo', 'talk -l loud '],
  ['talk --level=lo', 'talk --level=loud '],
  ['talk --room ops', 'talk --room ops '],
  ['talk -r open', 'talk -r open-air '],
  ['talk --port 1 deep in op-', 'talk --port 1 deep in op-'],
  ['talk deep in ope', 'talk deep in open-air '],
  ['talk deep in --from a', 'talk deep in --from a\\ quiet\\ file '],
  ['talk completion f', 'talk completion fish '],
  ['chatty --le', 'chatty --level'],
];

const terminals = [
  {
    shell: 'bash',
    args: ['--norc', '--noprofile', '-i'],
    settings: (script: string) => `PS1='> '; bind 'set enable-bracketed-paste off'; . '${script}'`,
  },
  {
    shell: 'zsh',
    args: ['-f', '-i'],
    settings: (script: string) =>
      `PS1='> '; setopt no_beep; autoload -U compinit; compinit -u -D; . '${script}'`,
  },
];

for (const { shell, args, settings } of terminals) {
  describe(shell, { skip: !isThere(shell) }, () => {
    const sit = async (context: TestContext) => {
      const person = new PersonAtScreen(shell, args, { env, cwd: folder, columns: 100 });
      context.after(() => person.close());
      person.type(`${settings(scriptFor(shell))}; clear\r`);
      await person.until(() => person.text.trim() === '>', 'for the prompt');
      return person;
    };

    test('completes commands, options, choices, rooms and files', async (context) => {
      const person = await sit(context);
      for (const [typed, wanted] of completed) {
        person.type(`${typed}\t`);
        await person.until(() => lineOf(person).startsWith(`> ${wanted}`), wanted);
        // Nothing is left on the line for the next one.
        person.type('\u0001\u000b\f');
        await person.until(() => person.text.trim() === '>', 'for an empty line');
      }
    });

    test('offers rooms by their names alone, whatever a server calls them', async (context) => {
      const person = await sit(context);
      // The first completes what all have in common, the second finds nothing more.
      person.type('talk -r o\t\t\t');
      await person.sees('open-air', 'ops');
      assert.doesNotMatch(person.text, /touch|pwned/);
      person.type('\r');
      assert.ok(!existsSync(join(folder, 'pwned')));
    });
  });
}

test('zsh shows what options and commands are for', { skip: !isThere('zsh') }, async (context) => {
  const person = new PersonAtScreen('zsh', ['-f', '-i'], { env, cwd: folder, columns: 100 });
  context.after(() => person.close());
  person.type(`autoload -U compinit; compinit -u -D; . '${scriptFor('zsh')}'; clear\r`);
  person.type('talk --\t');
  await person.sees(`--room  -- it's [a] $(touch pwned): \`touch pwned\` "100%" \\ loud`);
});

test('fish offers the same, with what it is for', { skip: !isThere('fish') }, () => {
  const offered = (line: string) =>
    execFileSync(
      'fish',
      ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]'].concat(
        scriptFor('fish'),
        line,
      ),
      {
        env,
        cwd: folder,
        encoding: 'utf8',
      },
    ).split('\n');
  const words = `it's [a] $(touch pwned): \`touch pwned\` "100%" \\ loud`;
  assert.ok(offered('talk --le').includes(`--level\t${words}`));
  assert.ok(offered('talk ').includes(`deep\t${words}`));
  assert.ok(offered('chatty --le').includes(`--level\t${words}`));
  const first = (line: string) => offered(line).map((each) => each.split('\t')[0]);
  assert.deepEqual(first('talk --level '), ['loud', 'quiet', '']);
  assert.deepEqual(first('talk -r o'), ['open-air', 'ops', '']);
  assert.deepEqual(first('talk deep '), ['in', '']);
  assert.ok(first('talk --port 1 deep in --from a').includes('a quiet file'));
  assert.ok(!existsSync(join(folder, 'pwned')));
});

function isThere(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

function lineOf(person: PersonAtScreen): string {
  return person.lines.find((line) => line.startsWith('> ')) ?? '';
}
