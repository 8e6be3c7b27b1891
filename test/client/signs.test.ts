// The signs on the screen, and their stand-ins.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellWidth } from '../../src/client/cells.ts';
import { plainSigns, withPlainSigns } from '../../src/client/signs.ts';

test('every sign takes one cell, and has a stand-in of ASCII', () => {
  for (const [sign, plain] of plainSigns) {
    assert.equal(cellWidth(sign), 1, sign);
    assert.match(plain, /^[\x20-\x7e]$/);
  }
});

test('a ready line can have its signs replaced, its columns as they were', () => {
  const line = '▌2 ops │ ↳ bob: yes… ✗';
  assert.equal(withPlainSigns(line), '>2 ops | > bob: yes~ x');
});
