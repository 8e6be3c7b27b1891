// Short names of emoji: which there are, which are offered, and where in a text they count.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkContent } from '../../src/protocol/index.ts';
import { emojiNamed, emojiOf, withEmoji } from '../../src/sdk/emoji.ts';
import { emojiTable } from '../../src/sdk/emoji-data.ts';

const rows = emojiTable
  .trim()
  .split('\n')
  .map((row) => row.split(' '));

test('an emoji is known by the names of GitHub and Slack, with colons or without', () => {
  const cases = {
    ':tada:': '🎉',
    tada: '🎉',
    ':+1:': '👍',
    thumbsup: '👍',
    '-1': '👎',
    ':heart:': '❤️',
    ':Rocket:': '🚀',
    wow: '😮',
    thanks: '🙏',
    check: '✅',
    'flag-de': '🇩🇪',
  };
  for (const [typed, emoji] of Object.entries(cases)) assert.equal(emojiOf(typed), emoji, typed);
});

test('what is no name stays as it is', () => {
  for (const typed of [':nothing:', '🎉', '', '::', 'constructor', ':__proto__:', ': tada :'])
    assert.equal(emojiOf(typed), typed);
});

test('every emoji can be a reaction, and no name stands for two', () => {
  for (const [emoji = ''] of rows) assert.equal(checkContent('reaction', emoji), emoji);
  const names = rows.flatMap(([, ...theirs]) => theirs);
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.length > 2_000);
  for (const name of names) assert.match(name, /^[a-z0-9_+-]{1,60}$/);
});

test('the table is small', () => {
  assert.ok(new TextEncoder().encode(emojiTable).length < 40_000);
});

test('names are offered as one types, the common ones first, and of an emoji one', () => {
  const offered = (typed: string, limit = 4) => emojiNamed(typed, limit).map(({ name }) => name);
  assert.deepEqual(offered('ta', 1), ['tada']);
  assert.equal(offered('thumbs', 9).length, 2);
  assert.equal(offered('fire', 2)[0], 'fire');
  assert.deepEqual(offered('HEART', 2), ['heart', 'heart_eyes']);
  assert.deepEqual(offered('', 3), ['+1', 'heart', 'joy']);
  assert.deepEqual(offered('xyzzy'), []);
  assert.deepEqual(offered('tada', 0), []);
});

test('those that begin so stand before those that have it within', () => {
  const names = emojiNamed('eyes', 100).map(({ name }) => name);
  const within = names.findIndex((name) => !name.startsWith('eyes'));
  assert.ok(within > 0);
  assert.ok(names.slice(within).every((name) => name.includes('eyes') && !name.startsWith('eyes')));
});

test('a text gets its emoji where a name stands by itself', () => {
  const cases = {
    'shipped :tada:': 'shipped 🎉',
    ':tada::tada: (:+1:)': '🎉🎉 (👍)',
    'no :nothing: here': 'no :nothing: here',
    'at 10:100:30 and std::x::y, a:x:b': 'at 10:100:30 and std::x::y, a:x:b',
    'so :x:, and ü:x:': 'so ❌, and ü:x:',
    '`:tada:` is :tada:': '`:tada:` is 🎉',
    '```\n:tada:\n``` :tada:': '```\n:tada:\n``` 🎉',
    '```\n:tada: unclosed': '```\n:tada: unclosed',
    'see https://host/:tada:/x and :tada:': 'see https://host/:tada:/x and 🎉',
    'a ` alone :tada:': 'a ` alone 🎉',
    plain: 'plain',
  };
  for (const [text, expected] of Object.entries(cases))
    assert.equal(withEmoji(text), expected, text);
});

test('a text of colons or quotes takes no time', () => {
  for (const one of [':', '`', '``` ', ':a', 'a:'])
    assert.equal(typeof withEmoji(one.repeat(4_000)), 'string');
});
