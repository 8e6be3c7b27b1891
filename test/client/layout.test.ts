// How the screen is divided.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layoutFor, paneHeight } from '../../src/client/layout.ts';

test('the sidebar folds away on a narrow screen', () => {
  assert.equal(layoutFor(59, 24).sidebarWidth, 0);
  assert.equal(layoutFor(80, 24).sidebarWidth, 16);
  assert.equal(layoutFor(59, 24).mainWidth, 59);
});

test('on a low screen only messages and input are left', () => {
  const { hasHeader, hasStatus, hasInputRule, hasHeaderRule } = layoutFor(80, 7);
  assert.deepEqual(
    [hasHeader, hasStatus, hasInputRule, hasHeaderRule],
    [false, false, false, false],
  );
  assert.equal(paneHeight(layoutFor(80, 7), 1), 6);
});

test('all parts together are as high as the screen', () => {
  assert.equal(paneHeight(layoutFor(80, 24), 1), 24 - 1 - 4);
  assert.equal(paneHeight(layoutFor(40, 12), 2), 12 - 2 - 3);
  assert.equal(paneHeight(layoutFor(10, 1), 1), 1);
});
