// The signs on the screen, and their stand-ins.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellWidth } from '../../src/client/cells.ts';
import { signsFor, withPlainSigns } from '../../src/client/signs.ts';

test('every sign takes one cell, and has a stand-in of ASCII', () => {
  for (const sign of Object.values(signsFor(true))) assert.equal(cellWidth(sign), 1, sign);
  for (const sign of Object.values(signsFor(false))) assert.match(sign, /^[\x20-\x7e]$/);
});

test('a ready line can have its signs replaced, its columns as they were', () => {
  const line = '▌2 ops │ ↳ bob: yes… ✗';
  assert.equal(withPlainSigns(line), '>2 ops | > bob: yes~ x');
});
