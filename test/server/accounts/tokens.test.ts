// The tokens of guests.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { makeTokens } from '../../../src/server/accounts/tokens.ts';

const key = Buffer.alloc(32, 7);
const dayMs = 86_400_000;
let nowMs = 0;
const tokens = makeTokens(key, () => nowMs);

function signed(payload: string): string {
  const text = Buffer.from(payload).toString('base64url');
  const signature = createHmac('sha256', key).update(`token 1 ${text}`).digest().subarray(0, 16);
  return `1.${text}.${signature.toString('base64url')}`;
}

test('a guest’s token says who it is for thirty days after the day it was signed on', () => {
  nowMs = 1000 * dayMs + 5;
  const token = tokens.sign('abc123defg', 'ann', 7);
  const said = { session: 'abc123defg', name: 'ann', bornAfter: 7 };
  assert.deepEqual(tokens.verify(token), said);
  nowMs = 1031 * dayMs - 1;
  assert.deepEqual(tokens.verify(token), said);
  nowMs = 1031 * dayMs;
  assert.equal(tokens.verify(token), undefined);
});

test('tokens of older versions, which bear no day, are still good', () => {
  nowMs = 20_000 * dayMs;
  assert.deepEqual(tokens.verify(signed('abc123defg ann 7')), {
    session: 'abc123defg',
    name: 'ann',
    bornAfter: 7,
  });
  assert.equal(tokens.verify(signed('abc123defg ann'))?.bornAfter, 0);
});

test('a token with another payload, or another key’s signature, is none', () => {
  nowMs = 0;
  const [version, payload, signature] = tokens.sign('abc123defg', 'ann', 7).split('.');
  const other = makeTokens(Buffer.alloc(32, 8), () => nowMs).sign('abc123defg', 'ann', 7);
  const forged = Buffer.from('abc123defg bob 7 0').toString('base64url');
  for (const token of [
    `${version}.${forged}.${signature}`,
    other,
    `${version}.${payload}.`,
    '',
    '1',
  ])
    assert.equal(tokens.verify(token), undefined);
});
