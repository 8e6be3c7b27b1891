// How much of a line is left.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leftOf } from '../../../src/web/line/line-limits.ts';

test('what is left is told once it matters, and below 0 it is too many', () => {
  assert.equal(leftOf('short'), undefined);
  assert.equal(leftOf('x'.repeat(3_990)), 10);
  assert.equal(leftOf('x'.repeat(4_005)), -5);
});

test('an emoji counts as the log counts it', () => {
  assert.equal(leftOf('🎉'.repeat(3_990)), 10);
});
