// Which passwords may be, and how they are kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  defaultCost,
  dummyHash,
  hashPassword,
  isPassword,
  isWeaker,
  passwordFault,
} from '../../../src/server/accounts/password.ts';
import { quickCost } from '../../support/account-store.ts';

test('a password has 8 to 200 code points, counted as they are hashed', () => {
  const isGood = (password: string) => passwordFault(password, 'alice') === undefined;
  assert.equal(isGood('1234567'), false);
  assert.equal(isGood('12345678'), true);
  assert.equal(isGood('🙂'.repeat(200)), true);
  assert.equal(isGood('🙂'.repeat(201)), false);
  // One letter each, with its accent.
  assert.equal(isGood('e\u0301'.repeat(7)), false);
  assert.equal(isGood('e\u0301'.repeat(8)), true);
  // One sign that stands for four words.
  assert.equal(isGood('\ufdfa'), true);
});

test('a password is not the name, in whatever case', () => {
  assert.equal(passwordFault('ALICE-IN-CHAINS', 'alice-in-chains')?.code, 'password-weak');
  assert.equal(passwordFault('alice-in-chains!', 'alice-in-chains'), undefined);
});

test('a hash says with what it was made, and no two are alike', async () => {
  const [one, other] = await Promise.all([
    hashPassword('nine green bottles', quickCost),
    hashPassword('nine green bottles', quickCost),
  ]);
  assert.match(one, /^\$argon2id\$v=19\$m=8,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  assert.notEqual(one, other);
  assert.equal(await isPassword('nine green bottles', one), true);
  assert.equal(await isPassword('nine green bottle', one), false);
});

test('the same letters in another form of Unicode are the same password', async () => {
  const hash = await hashPassword('caf\u00e9 au lait', quickCost);
  assert.equal(await isPassword('cafe\u0301 au lait', hash), true);
});

test('a hash of another program in the same form is understood', async () => {
  // node:crypto's own, with the parameters of RFC 9106 in small.
  const kept = await hashPassword('correct horse', { memory: 64, passes: 3 });
  assert.match(kept, /m=64,t=3,p=1/);
  assert.equal(await isPassword('correct horse', kept), true);
});

test('what is no such hash is no password, but an error', async () => {
  for (const hash of ['', 'plain', '$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA', '$2b$10$abc'])
    await assert.rejects(isPassword('nine green bottles', hash));
});

test('weaker is what costs less to guess', async () => {
  assert.equal(isWeaker(dummyHash(quickCost), defaultCost), true);
  assert.equal(isWeaker(dummyHash(defaultCost), defaultCost), false);
  assert.equal(isWeaker(dummyHash({ memory: 65_536, passes: 2 }), defaultCost), false);
});

test('a dummy fits nothing', async () => {
  assert.equal(await isPassword('', dummyHash(quickCost)), false);
});
