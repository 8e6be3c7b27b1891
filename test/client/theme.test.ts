// Colours of names.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ansiPalette,
  ansiRgb,
  luminanceOf,
  themeFor,
  truePalette,
} from '../../src/client/theme.ts';

const contrast = (one: number, other: number): number =>
  (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

test('every colour of a name can be read on white and on a dark background', () => {
  const dark = luminanceOf([0x1e, 0x1e, 0x1e]);
  for (const rgb of [...truePalette(), ...ansiPalette().map(ansiRgb)]) {
    const light = luminanceOf(rgb);
    assert.ok(contrast(light, 1) >= 3.5, `${rgb} on white`);
    assert.ok(contrast(light, dark) >= 3.5, `${rgb} on dark`);
  }
});

test('there are enough colours to tell people apart', () => {
  assert.ok(ansiPalette().length >= 12, String(ansiPalette().length));
  assert.equal(new Set(truePalette().map(String)).size, truePalette().length);
});

test('a name has the same colour in any case of its letters', () => {
  const theme = themeFor(3);
  assert.equal(theme.name('alice')('x'), theme.name('ALICE')('x'));
  assert.notEqual(theme.name('alice')('x'), theme.name('bob')('x'));
});

test('without colours nothing is painted', () => {
  const theme = themeFor(0);
  assert.equal(theme.name('alice')('x') + theme.bad('y') + theme.mention('z'), 'xyz');
});
