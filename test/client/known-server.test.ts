// The decision about a certificate, in each of its cases.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../../src/client/known-server.ts';

const one = 'SHA256:one';
const other = 'SHA256:other';
const byItself = (fingerprint: string) => ({ fingerprint, isVerified: false });
const byAuthority = { fingerprint: other, isVerified: true };

test('the first certificate that vouches for itself is remembered', () => {
  const as = { fingerprint: one };
  assert.deepEqual(judge(undefined, byItself(one)), { does: 'remember', as, isFirst: true });
});

test('the same again is trusted without a word', () => {
  assert.deepEqual(judge({ fingerprint: one }, byItself(one)), { does: 'trust' });
});

test('another one is refused', () => {
  const was = { fingerprint: one };
  assert.deepEqual(judge(was, byItself(other)), { does: 'refuse', was });
});

test('an authority is trusted at once, and from then on nothing less will do', () => {
  const remembered = { does: 'remember', as: 'verified' } as const;
  assert.deepEqual(judge(undefined, byAuthority), { ...remembered, isFirst: true });
  assert.deepEqual(judge({ fingerprint: one }, byAuthority), { ...remembered, isFirst: false });
  assert.deepEqual(judge('verified', byAuthority), { does: 'trust' });
  assert.deepEqual(judge('verified', byItself(one)), { does: 'refuse', was: 'verified' });
});
