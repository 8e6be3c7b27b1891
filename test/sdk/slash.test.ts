// What a typed text means: a message, a command, a mistake with its remedy.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editDistance, nearest } from '../../src/protocol/nearest.ts';
import {
  type Actions,
  type Command,
  commands,
  findCommand,
  helpFor,
  readTyped,
} from '../../src/sdk/slash.ts';

/** What a text does: the name of the action, and what it is given. */
function run(text: string): unknown[] {
  const calls: unknown[] = [];
  const actions = new Proxy({ room: 'general' } as Actions, {
    get: (target, name) =>
      name === 'room' ? target.room : (...given: unknown[]) => calls.push([name, ...given]),
  });
  const typed = readTyped(text);
  if ('problem' in typed) return [typed.problem];
  if ('message' in typed) return [['message', typed.message]];
  typed.command.run(actions, typed.rest);
  return calls;
}

test('a text without a slash is a message, and with two slashes one that begins with one', () => {
  assert.deepEqual(run('hello /help'), [['message', 'hello /help']]);
  assert.deepEqual(run('//usr/bin is it'), [['message', '/usr/bin is it']]);
});

test('each command does what it says, by its name and by those that IRC users expect', () => {
  const cases: [string, unknown[]][] = [
    ['/name carol', ['rename', 'carol']],
    ['/nick carol', ['rename', 'carol']],
    ['/ME  waves\nand smiles ', ['send', 'waves\nand smiles', 'action']],
    ['/join #ops', ['join', '#ops']],
    ['/leave', ['leave', 'general']],
    ['/part ops', ['leave', 'ops']],
    ['/rooms', ['listRooms', '']],
    ['/users ops', ['listUsers', 'ops']],
    ['/names', ['listUsers', 'general']],
    ['/msg bob', ['talkTo', 'bob', '']],
    ['/query bob  see\nthis', ['talkTo', 'bob', 'see\nthis']],
    ['/topic', ['showTopic']],
    ['/topic release week', ['send', 'release week', 'topic']],
    ['/topic -', ['send', '', 'topic']],
    ['/away', ['setAway', '']],
    ['/away lunch', ['setAway', 'lunch']],
    ['/whois bob', ['whois', 'bob']],
    ['/edit better', ['edit', 1, 'better']],
    ['/edit ^2  so much\nbetter', ['edit', 2, 'so much\nbetter']],
    ['/delete', ['delete', 1]],
    ['/delete ^12', ['delete', 12]],
    ['/react 👍', ['react', 1, '👍']],
    ['/react ^3 +1', ['react', 3, '+1']],
    ['/reply ^^ is a face', ['reply', 1, '^^ is a face']],
    ['/goto 20 Nov', ['goTo', '20 Nov']],
    ['/help /msg', ['help', '/msg']],
    ['/quit', ['quit']],
  ];
  for (const [text, expected] of cases) assert.deepEqual(run(text), [expected], text);
});

test('a command without its argument says its usage', () => {
  assert.deepEqual(run('/msg'), ['Usage: /msg <name> [text] talks to one person alone']);
  assert.match(String(run('/edit ^2')), /^Usage: \/edit \[\^N\] <text> /);
  assert.match(String(run('/delete that')), /\/delete alone deletes your last message/);
  assert.deepEqual(run('/me  '), ['Usage: /me <text> says what you do: /me waves']);
});

test('a typo is answered with the nearest command', () => {
  const cases = {
    '/jion #ops': 'join',
    '/halp': 'help',
    '/topc': 'topic',
    '/quti': 'quit',
    '/us': 'users',
  };
  for (const [text, name] of Object.entries(cases)) {
    assert.match(String(run(text)[0]), new RegExp(`Did you mean /${name}\\?`), text);
  }
  assert.match(
    String(run('/etc/passwd is what')[0]),
    /no command \/etc\/passwd\. \/help lists them/,
  );
  assert.match(String(run(`/${'x'.repeat(4_000)}`)[0]), /\/help lists them/);
});

test('/help prints every command of the table, and one by its name', () => {
  const all = helpFor('');
  for (const { name, help } of commands) {
    assert.ok(all.includes(`/${name}`) && all.includes(help), name);
  }
  assert.equal(
    helpFor('/msg'),
    'Usage: /msg <name> [text] talks to one person alone (also /query)',
  );
  assert.match(helpFor('jion'), /Did you mean \/join\?/);
});

test('commands that a program adds are read, listed and guessed as those of the table', () => {
  const done: string[] = [];
  const mute: Command = {
    name: 'quiet',
    aliases: ['hush'],
    arguments: '<room>',
    help: 'tells nothing of a room',
    run: (_, rest) => done.push(rest),
  };
  const typed = readTyped('/HUSH  #ops ', [mute]);
  assert.ok('command' in typed);
  typed.command.run({} as Actions, typed.rest);
  assert.deepEqual(done, ['#ops']);
  const problemOf = (text: string) => {
    const read = readTyped(text, [mute]);
    return 'problem' in read ? read.problem : '';
  };
  assert.match(problemOf('/quiet'), /^Usage: \/quiet <room> tells/);
  assert.match(problemOf('/qiuet x'), /Did you mean \/quiet\?/);
  assert.match(helpFor('', [mute]), /^\/quiet <room> +tells nothing of a room$/m);
  assert.match(helpFor('hush', [mute]), /^Usage: \/quiet/);
  assert.equal(findCommand('quiet'), undefined);
  assert.ok('problem' in readTyped('/quiet x'));
});

test('a program can give a command of the table another meaning', () => {
  const quit = findCommand('quit');
  assert.ok(quit);
  const own = { ...quit, help: 'asks first' };
  assert.equal(findCommand('exit', [own]), own);
});

test('no two commands answer to one name', () => {
  const names = commands.flatMap(({ name, aliases }) => [name, ...aliases]);
  assert.equal(new Set(names).size, names.length);
});

test('the distance counts letters put in, left out, changed, and swapped', () => {
  assert.equal(editDistance('', 'abc'), 3);
  assert.equal(editDistance('abc', 'abc'), 0);
  assert.equal(editDistance('jion', 'join'), 1);
  assert.equal(editDistance('kitten', 'sitting'), 3);
  assert.equal(nearest('zzzz', ['join', 'help']), undefined);
});
