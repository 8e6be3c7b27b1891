// What a config file says, and what is told of one that can't be meant.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../src/client/config.ts';
import { defaultPreferences, preferenceNames, preferenceOf } from '../../src/client/preferences.ts';

test('an empty file is all defaults', () => {
  const { preferences, problems } = readConfig('');
  assert.deepEqual([preferences, problems], [defaultPreferences, []]);
});

test('every default can be written, and read again', () => {
  const lines = preferenceNames.map((name) => {
    const { write, fallback } = preferenceOf(name);
    return `${name} = ${write(fallback)}`;
  });
  const { preferences, problems } = readConfig(`[client]\n${lines.join('\n')}`);
  assert.deepEqual([preferences, problems], [defaultPreferences, []]);
});

test('every value that Tab offers is one', () => {
  for (const name of preferenceNames) {
    for (const choice of preferenceOf(name).choices) {
      assert.notEqual(preferenceOf(name).read(choice), undefined, `${name} ${choice}`);
    }
  }
});

test('values stand as TOML has them, on and off as true and false too, in any case', () => {
  const { preferences, problems } = readConfig(`[client]
theme = "Dark"
colors = 256
bell = false
emoji = "off"
sidebar = true
times = "h:mm a"
ask_paste = 10
mute = ["#Ops", "random", "@bob+alice"]
notify_command = "notify-send -a 'party line'"`);
  assert.deepEqual(problems, []);
  assert.deepEqual(preferences, {
    ...defaultPreferences,
    theme: 'dark',
    colors: '256',
    bell: false,
    emoji: false,
    sidebar: 'on',
    times: 'h:mm a',
    ask_paste: 10,
    mute: ['ops', 'random', '@alice+bob'],
    notify_command: ['notify-send', '-a', 'party line'],
  });
});

const told: readonly (readonly [string, RegExp])[] = [
  ['[client]\ntheme = "drak"', /^theme can’t be "drak", but: auto, dark, light, /],
  ['[client]\ntheme = ["dark"]', /^theme can’t be this, but: /],
  ['[client]\nask_paste = -1', /^ask_paste can’t be -1, but: a number/],
  ['[client]\nmute = ["a b"]', /^mute can’t be this, but: names of rooms/],
  ['[client]\nnotify_command = ["a\\u0000b"]', /^notify_command can’t be this/],
  ['client = 3', /^client is a table: \[client\]\.$/],
  ['[[client]]', /^client is a table/],
  ['[client]\nkeys = "vi"', /^keys is a table: \[client\.keys\]\.$/],
  ['[client]\ntheme = dark', /^Line 2 is no TOML: /],
  ['[client]\ntheme = "dark"\ntheme = "light"', /^Line 3 is no TOML: /],
  ['[client.keys]\nctrl-n = "room-nxet"', /^ctrl-n: there is no action room-nxet\. .*room-next\?$/],
  ['[client.keys]\ncrtl-n = "help"', /^There is no key crtl-n\. Did you mean ctrl-n\?$/],
  ['[client.keys]\nctrl-i = "help"', /^There is no key ctrl-i\. Did you mean tab\?$/],
  ['[client.keys]\nx = "help"', /^x: this key types a character/],
  ['[client.keys]\nctrl-n = 3', /^ctrl-n: there is no action number\.$/],
  ['[client.keys.ctrl-x]\nctrl-e = "help"', /^ctrl-x: there is no action/],
];

for (const [text, problem] of told) {
  test(`${JSON.stringify(text)} is told in one sentence, and is as if it was not there`, () => {
    const { preferences, problems } = readConfig(text);
    assert.deepEqual(preferences, defaultPreferences);
    assert.match(problems.join('\n'), problem);
    assert.equal(problems.length, 1);
  });
}

test('one mistake leaves the rest', () => {
  const { preferences, problems } = readConfig('[client]\ntheme = 1\nbell = false');
  assert.deepEqual([preferences.bell, problems.length], [false, 1]);
});

test('keys of the command line stand beside them, and so do other programs’ tables', () => {
  const { problems } = readConfig('[client]\nserver = "elm"\nname = "ann"\n[server]\nport = 1');
  assert.deepEqual(problems, []);
});

test('of very many mistakes the first are told, and how many more there are', () => {
  const lines = Array.from({ length: 500 }, (_, index) => `wrong-${index} = "help"`);
  const { problems } = readConfig(`[client.keys]\n${lines.join('\n')}`);
  assert.equal(problems.length, 9);
  assert.equal(problems.at(-1), 'And 292 more.');
});

test('no file brings it down', () => {
  const texts = [
    `[client]\ntheme = ${'['.repeat(100_000)}`,
    `${'a.'.repeat(100_000)}b = 1`,
    `[client]\ntheme = "${'x'.repeat(200_000)}"`,
    `[client]\n"${'x'.repeat(100_000)}" = 1`,
    '\u0000',
    '\u001b[2J',
    '[client',
    `[client.keys]\n"${'x'.repeat(100_000)}" = "help"\nf9 = "${'x'.repeat(100_000)}"`,
  ];
  for (const text of texts) {
    const { preferences, problems } = readConfig(text);
    assert.deepEqual(preferences, defaultPreferences);
    for (const problem of problems) assert.ok(problem.length < 300, problem.slice(0, 300));
  }
});
