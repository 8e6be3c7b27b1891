// Colours: whether they can be read, on every ground that a theme is made for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLookMaker } from '../../src/client/look.ts';
import {
  ansiRgb,
  chosenHues,
  contrastOf,
  luminanceOf,
  type Rgb,
} from '../../src/client/palette.ts';
import { defaultPreferences } from '../../src/client/preferences.ts';
import { createTheme, type Theme, type ThemeWish } from '../../src/client/theme.ts';
import { themeFor } from './looks.ts';

const grounds = {
  dark: { black: [0, 0, 0], '#1e1e1e': [0x1e, 0x1e, 0x1e] },
  light: { white: [255, 255, 255], 'Solarized light': [0xfd, 0xf6, 0xe3] },
} as const;

const names = Array.from({ length: 200 }, (_, index) => `person${index}`);

const cases: readonly (readonly [wish: ThemeWish, least: number])[] = ([2, 3] as const).flatMap(
  (level): (readonly [ThemeWish, number])[] => [
    [{ kind: 'dark', level }, 4.5],
    [{ kind: 'light', level }, 4.5],
    [{ kind: 'auto', ground: 'dark', level }, 4.5],
    [{ kind: 'auto', ground: 'light', level }, 4.5],
    [{ kind: 'contrast', ground: 'dark', level }, 7],
    [{ kind: 'contrast', ground: 'light', level }, 7],
  ],
);

for (const [wish, least] of cases) {
  const { kind, ground = kind, level } = wish;
  test(`everything in ${kind} on ${ground} with level ${level} has a contrast of ${least}`, () => {
    const theme = createTheme(wish);
    const behind = backgroundIn(theme.selected('x'));
    for (const [role, painted] of readRoles(theme)) {
      const light = luminanceOf(colorIn(painted));
      for (const [name, rgb] of Object.entries(grounds[ground as 'dark' | 'light'])) {
        assert.ok(contrastOf(light, luminanceOf(rgb)) >= least, `${role} on ${name}`);
      }
      assert.ok(contrastOf(light, luminanceOf(behind)) >= 4.5, `${role} where it is selected`);
    }
  });
}

for (const level of [2, 3] as const) {
  test(`where the ground is not known everything can be read on both, level ${level}`, () => {
    for (const [role, painted] of readRoles(createTheme({ kind: 'auto', level }))) {
      const light = luminanceOf(colorIn(painted));
      for (const [name, rgb] of [
        ['white', grounds.light.white],
        ['#1e1e1e', grounds.dark['#1e1e1e']],
      ] as const) {
        assert.ok(contrastOf(light, luminanceOf(rgb)) >= 3.5, `${role} on ${name}`);
      }
    }
  });

  test(`there are enough colours to tell people apart, level ${level}`, () => {
    for (const ground of ['dark', 'light', 'unknown'] as const) {
      for (const kind of ['auto', 'contrast'] as const) {
        if (kind === 'contrast' && ground === 'unknown') continue;
        const theme = createTheme({ kind, ground, level });
        const colors = new Set(names.map((name) => theme.name(name)('x')));
        const least = level === 3 ? 18 : kind === 'contrast' ? 8 : 10;
        assert.ok(colors.size >= least, `${kind} on ${ground}: ${colors.size}`);
      }
    }
  });
}

// As xterm has them; others differ, which is why this is only about the worst.
const basic: Readonly<Record<number, Rgb>> = {
  31: [0xcd, 0, 0],
  32: [0, 0xcd, 0],
  33: [0xcd, 0xcd, 0],
  34: [0, 0, 0xee],
  35: [0xcd, 0, 0xcd],
  36: [0, 0xcd, 0xcd],
};

test('of 16 colours none is taken that is lost on the ground, and none of the bright ones', () => {
  for (const [kind, ground] of [
    ['dark', 0],
    ['light', 1],
  ] as const) {
    for (const [role, painted] of readRoles(createTheme({ kind, level: 1 }))) {
      for (const [, code] of painted.matchAll(/\u001b\[(\d+)m/g)) {
        const rgb = basic[Number(code)];
        assert.ok(Number(code) < 90, `${role} is bright`);
        if (rgb !== undefined) assert.ok(contrastOf(luminanceOf(rgb), ground) >= 3.5, role);
      }
    }
  }
});

test('without colours there is bold, underlined, reversed and faint, and no colour', () => {
  const mono = createTheme({ kind: 'mono', level: 3 });
  const highest = createTheme({ kind: 'contrast', level: 3 });
  for (const theme of [mono, highest, createTheme({ kind: 'dark', level: 0 })]) {
    for (const [role, painted] of [...readRoles(theme), ['selected', theme.selected('x')]]) {
      assert.doesNotMatch(painted ?? '', /\u001b\[(?!(?:1|2|4|7|22|24|27)m)/, role);
    }
  }
  assert.notEqual(mono.alert('x'), mono.badge('x'));
  assert.notEqual(mono.selected('x'), 'x');
  assert.equal(highest.dim('x'), 'x', 'what is faint has no high contrast');
});

test('a name has the same colour in any case of its letters', () => {
  const theme = themeFor(3);
  assert.equal(theme.name('alice')('x'), theme.name('ALICE')('x'));
  assert.notEqual(theme.name('alice')('x'), theme.name('bob')('x'));
});

test('where nothing may be painted nothing is', () => {
  const theme = themeFor(0);
  assert.equal(theme.name('alice')('x') + theme.bad('y') + theme.mention('z'), 'xyz');
});

/** All that is read, painted, and what it is; without what has the terminal's own colour. */
function readRoles(theme: Theme): (readonly [string, string])[] {
  const { name, chosen, selected: _, rule: __, ...roles } = theme;
  const painted = Object.entries(roles).map(([role, paint]) => [role, paint('x')] as const);
  const named = names.map((one) => [`the name ${one}`, name(one)('x')] as const);
  const own = [...chosenHues.keys()].map((one) => [`the colour ${one}`, chosen(one)] as const);
  const wished = own.flatMap(([role, paint]) => (paint ? [[role, paint('x')] as const] : []));
  return [...painted, ...named, ...wished].filter(([role]) => role !== 'strong');
}

const colorIn = (painted: string): Rgb => rgbIn(painted, 38);
const backgroundIn = (painted: string): Rgb => rgbIn(painted, 48);

function rgbIn(painted: string, selector: 38 | 48): Rgb {
  const found = new RegExp(`\\u001b\\[${selector};(?:5;(\\d+)|2;(\\d+);(\\d+);(\\d+))m`).exec(
    painted,
  );
  assert.ok(found, `a colour in ${JSON.stringify(painted)}`);
  const [, code, red, green, blue] = found;
  return code === undefined ? [Number(red), Number(green), Number(blue)] : ansiRgb(Number(code));
}

test('a colour that somebody chose is theirs where it can be read, and no other word is one', () => {
  const lookFor = createLookMaker({ colorLevel: 2, hasLinks: false });
  const colours = new Map([
    ['alice', 'teal'],
    ['mallory', '\u001b[41m'],
    ['eve', 'constructor'],
  ]);
  const plain = lookFor(defaultPreferences, 'dark');
  const { theme } = lookFor(defaultPreferences, 'dark', colours);
  assert.equal(theme.name('Alice')('x'), theme.chosen('teal')?.('x'));
  for (const name of ['mallory', 'eve', 'bob']) {
    assert.equal(theme.name(name)('x'), plain.theme.name(name)('x'), name);
  }
  assert.equal(lookFor(defaultPreferences, 'dark', colours).theme, theme, 'made once');
  for (const colour of chosenHues.keys()) {
    assert.ok(theme.chosen(colour), colour);
  }
});
