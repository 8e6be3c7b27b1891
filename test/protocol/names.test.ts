import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  checkRoomName,
  checkUserName,
  directPeer,
  directRoom,
  foldName,
  isDirectMember,
  isRefusal,
  nameKeys,
  nameKeysVersion,
} from '../../src/protocol/index.ts';
import { fc } from '../support/generated.ts';

const looksLike = (one: string, other: string) =>
  nameKeys(one).some((key) => nameKeys(other).includes(key));

/** Some of everything that a name's keys come from. */
const samples =
  'alice ALICE Il1O0 ΑLΙCΕ аlice Zoë straße 小明 ali̇ce rnm vv οо आरती 7of9 a.b-c_d'.split(' ');

describe('user names', () => {
  it('occupy what servers have kept for their accounts, or the version of the keys is raised', () => {
    const keys = JSON.stringify(samples.map((name) => nameKeys(name)));
    const print = createHash('sha256').update(keys).digest('hex').slice(0, 16);
    assert.deepEqual([nameKeysVersion, print], [1, '35f9734f1e03c9a9']);
  });

  it('may be of any script, with digits, dots, dashes and underlines', () => {
    for (const name of ['alice', 'Zoë', '小明', 'आरती', 'o.k-1_x', '7of9', 'ملك']) {
      assert.equal(checkUserName(name), name);
    }
  });

  it('are normalised', () => {
    assert.equal(checkUserName('ｂｏｂ'), 'bob');
    assert.equal(checkUserName('e\u0301va'), 'éva');
  });

  it('hold nothing that could hide, forge or break a line', () => {
    const bad = [
      '',
      '-x',
      '.x',
      'a b',
      'a\u001b[1m',
      'a\u202eb',
      'a\u200db',
      'a\nb',
      '<a>',
      'a+b',
      '@a',
    ];
    const worse = [
      '\u3164',
      'a\u3164b',
      `a${'\u0301'.repeat(9)}`,
      'x'.repeat(33),
      'x'.repeat(100_000),
      '😀',
    ];
    for (const name of [...bad, ...worse])
      assert.ok(isRefusal(checkUserName(name)), JSON.stringify(name));
  });

  it('that look alike share a key, and those that do not share none', () => {
    const alike =
      'alice=ALICE alice=aIice alice=аlice bob=Вob mary=Мary tom=ТОМ hugo=Ηugo o0=oo rn=m';
    for (const pair of alike.split(' ')) {
      const [one = '', other = ''] = pair.split('=');
      assert.ok(looksLike(one, other), pair);
    }
    for (const [one, other] of [
      ['ian', 'lan'],
      ['dan', 'dav'],
      ['eva', 'éva'],
      ['bob', 'rob'],
    ]) {
      assert.ok(!looksLike(one as string, other as string), `${one} ${other}`);
    }
  });

  it('are taken for each other by their capitals too, in whatever scripts', () => {
    for (const shown of ['ALICΕ', 'ΑLΙCΕ', 'АLIСЕ', 'ALİCE', 'AL1CE']) {
      assert.ok(looksLike('alice', shown), shown);
    }
    assert.ok(!looksLike('neil', 'nell'));
    assert.ok(!looksLike('ian', 'LAN'));
  });

  it('are taken for each other where a mark is not to be seen', () => {
    assert.ok(looksLike('alice', 'ali\u0307ce'), 'a dot on the dot of an i');
    assert.ok(looksLike('josé', 'josé\u0301'), 'the same accent twice');
    assert.ok(!looksLike('a\u0307da', 'ada'));
  });

  it('have no marks of another script on their letters, as some of those are not to be seen', () => {
    for (const name of [
      'al\u17d2ice',
      'alic\u1039e',
      'bob1\u0e31',
      'вера\u0a4d',
      'νίκη\u{11133}',
    ]) {
      assert.ok(isRefusal(checkUserName(name)), name);
    }
    for (const name of ['г\u0311а', 'ញុំ', 'မြ', 'שָׁלוֹם', 'か\u3099', 'ελε\u0301νη']) {
      assert.ok(!isRefusal(checkUserName(name)), name);
    }
  });

  it('are folded to the same, however often they are', () => {
    for (const name of ['Strauẞ', 'STRASSE', 'ΣΊΣΥΦΟΣ', 'İstanbul', 'ǅ', 'ﬃ']) {
      assert.equal(foldName(foldName(name)), foldName(name));
    }
    assert.ok(isRefusal(checkUserName('ß'.repeat(20))), 'too long for a direct room');
  });

  it('are accepted in the form in which they are kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (raw) => {
        const name = checkUserName(raw);
        if (typeof name === 'string') assert.equal(checkUserName(name), name);
      }),
    );
  });
});

describe('room names', () => {
  it('are the same with or without #, in whatever case', () => {
    assert.equal(checkRoomName('#General'), 'general');
    assert.equal(checkRoomName('general'), 'general');
  });

  it('are refused where they are no names', () => {
    for (const name of ['', '#', '##a', 'a b', 'a.b', 'x'.repeat(33), '@', '@a', '@a+b+c', '@a+']) {
      assert.ok(isRefusal(checkRoomName(name)), name);
    }
  });

  it('of two people are the same from both sides', () => {
    assert.equal(checkRoomName('@Bob+alice'), '@alice+bob');
    assert.equal(directRoom('Bob', 'ALICE'), '@alice+bob');
    assert.equal(directPeer('@alice+bob', 'Alice'), 'bob');
    assert.ok(isDirectMember('@alice+bob', 'BOB'));
    assert.ok(!isDirectMember('@alice+bob', 'bo'));
    assert.ok(isRefusal(directRoom('ann', 'ANN')));
  });
});
