// Who somebody is: guests and accounts, here and away, and what an account may say of itself.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hall } from '../../support/hall.ts';

describe('`whois`', () => {
  it('of an account that is away tells when it was last seen, and nothing of where', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann', 'general');
    await ann.asks({
      type: 'profile',
      displayName: 'Ann A.',
      about: 'likes trains',
      colour: 'teal',
    });
    hall.nowMs += 60_000;
    ann.vanish();
    hall.accounts.check();
    const ben = hall.enter('ben', 'general');
    const { id, ...profile } = await ben.asks({ type: 'whois', name: 'ANN' });
    assert.deepEqual(profile, {
      type: 'profile',
      name: 'ann',
      status: 'offline',
      role: 'member',
      rooms: [],
      seen: '2026-11-20T12:01:00.000Z',
      registered: '2026-11-20T12:00:00.000Z',
      displayName: 'Ann A.',
      about: 'likes trains',
      colour: 'teal',
    });
  });

  it('finds who is here by a look-alike; who is away by the name alone, in whatever case', async () => {
    const hall = new Hall();
    const alice = await hall.enterAccount('alice');
    const ben = hall.enter('ben');
    assert.equal((await ben.asks({ type: 'whois', name: 'a1ice' })).name, 'alice');
    alice.vanish();
    assert.equal((await ben.asks({ type: 'whois', name: 'a1ice' })).code, 'no-such-user');
    assert.equal((await ben.asks({ type: 'whois', name: 'Alice' })).status, 'offline');
  });

  it('of an account on several devices tells the first coming, the last program, all shared rooms', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann', 'general');
    hall.nowMs += 60_000;
    const phone = hall.connect();
    phone.say({ type: 'hello', token: ann.token, another: true, client: 'phone' });
    phone.say({ type: 'join', room: 'ops' }, { type: 'join', room: 'secret' });
    const ben = hall.enter('ben', 'general', 'ops');
    const { since, client, rooms } = await ben.asks({ type: 'whois', name: 'ann' });
    assert.deepEqual([since, client], ['2026-11-20T12:00:00.000Z', 'phone']);
    assert.deepEqual((rooms as string[]).toSorted(), ['general', 'ops']);
  });

  it('of a guest says nothing that only accounts have', async () => {
    const hall = new Hall();
    const ann = hall.enter('ann');
    const profile = await ann.asks({ type: 'whois', name: 'ann' });
    assert.equal(profile.role, 'guest');
    for (const field of ['registered', 'seen', 'displayName', 'about', 'colour']) {
      assert.equal(field in profile, false, field);
    }
  });
});

describe('`profile`', () => {
  it('is answered as others see it; what is left out stays, an empty text takes back', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann');
    await ann.asks({ type: 'profile', displayName: '  Ann A. ', about: 'likes trains' });
    const next = await ann.asks({ type: 'profile', colour: 'teal' });
    assert.deepEqual(
      [next.displayName, next.about, next.colour],
      ['Ann A.', 'likes trains', 'teal'],
    );
    const back = await ann.asks({ type: 'profile', displayName: '', colour: '' });
    assert.deepEqual(
      [back.displayName, back.about, back.colour],
      [undefined, 'likes trains', undefined],
    );
    assert.equal((await ann.asks({ type: 'profile' })).about, 'likes trains');
  });

  it('tells the rooms of another colour once, and of none that was taken back', async () => {
    const hall = new Hall();
    const ann = await hall.enterAccount('ann', 'general');
    const tablet = hall.enterAlso(ann, 'general');
    const ben = hall.enter('ben', 'general');
    hall.forget();
    await ann.asks({ type: 'profile', colour: 'teal' });
    await ann.asks({ type: 'profile', colour: 'teal', about: 'x' });
    await ann.asks({ type: 'profile', colour: '' });
    for (const each of [ben, tablet]) {
      assert.deepEqual(
        each.heard.map(({ type, name, state, colour }) => [type, name, state, colour]),
        [
          ['presence', 'ann', 'online', 'teal'],
          ['presence', 'ann', 'online', ''],
        ],
      );
    }
    await ann.asks({ type: 'profile', colour: 'pink' });
    const { members } = await ben.asks({ type: 'members', room: 'general' });
    assert.deepEqual(
      (members as { colour?: string }[]).map(({ colour }) => colour),
      ['pink', undefined],
    );
    assert.equal(hall.enterAlso(ann).session?.colour, 'pink');
  });

  it('can’t make anybody look like somebody else who is here, or has an account', async () => {
    const hall = new Hall();
    const alice = await hall.enterAccount('alice');
    alice.vanish();
    hall.enter('bob');
    const eve = await hall.enterAccount('eve');
    for (const displayName of [
      'alice',
      'ALICE',
      'аlice',
      'a1ice',
      ' alice ',
      'a l i c e',
      '★ alice ★',
      'alice\u200b',
      'al\u00adice',
      'ａｌｉｃｅ',
      '(alice)',
      'B0B',
    ]) {
      const answer = await eve.asks({ type: 'profile', displayName });
      assert.equal(answer.code, 'name-taken', displayName);
    }
    assert.equal((await eve.asks({ type: 'profile', displayName: 'Eve' })).displayName, 'Eve');
    assert.equal(
      (await eve.asks({ type: 'profile', displayName: 'Eve of Alice' })).type,
      'profile',
    );
  });

  it('holds nothing that could drive a terminal, no second line, no colour that is none', async () => {
    const ann = await new Hall().enterAccount('ann');
    for (const [fields, code] of [
      [{ about: 'a\u001b[31m' }, 'content-invalid'],
      [{ displayName: 'a\u202eb' }, 'content-invalid'],
      [{ about: 'one\ntwo' }, 'content-invalid'],
      [{ about: 'x'.repeat(201) }, 'bad-request'],
      [{ colour: '#ff0000' }, 'bad-request'],
    ] as const) {
      assert.equal((await ann.asks({ type: 'profile', ...fields })).code, code);
    }
    assert.equal((await ann.asks({ type: 'profile' })).about, undefined);
  });
});
