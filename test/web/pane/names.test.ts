// The colours of names: as many as there are hues, each readable on every ground of the page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { contrastOf, luminanceOf, type Rgb } from '../../../src/client/palette.ts';
import { colours } from '../../../src/protocol/index.ts';
import { classOfColour, hueCount, hueOf } from '../../../src/web/pane/name-hue.ts';

const read = (name: string) => readFileSync(`src/web/style/${name}`, 'utf8');
const pair = /light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/;

/** AA for text of this size. */
const least = 4.5;

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return luminanceOf(parts as unknown as Rgb);
}

function variables(): Map<string, readonly [light: string, dark: string]> {
  const found = read('base.css').matchAll(new RegExp(`--([a-z]+): ${pair.source}`, 'g'));
  return new Map([...found].map(([, name = '', light = '', dark = '']) => [name, [light, dark]]));
}

const grounds = ['ground', 'raised', 'mention', 'selected'] as const;

function assertReadable(what: string, colours: readonly [string, string]): void {
  const known = variables();
  for (const ground of grounds) {
    for (const scheme of [0, 1] as const) {
      const under = known.get(ground)?.[scheme];
      assert.ok(under, `base.css has --${ground}`);
      const contrast = contrastOf(luminance(colours[scheme]), luminance(under));
      assert.ok(
        contrast >= least,
        `${what} on --${ground}, ${scheme === 0 ? 'light' : 'dark'}: ${contrast.toFixed(2)}`,
      );
    }
  }
}

test('every hue has a colour, readable on every ground in light and dark', () => {
  const css = read('names.css');
  for (let hue = 0; hue < hueCount; hue += 1) {
    const rule = new RegExp(`\\.hue-${hue} \\{\\s*color: ${pair.source};`).exec(css);
    assert.ok(rule, `hue ${hue} has a colour`);
    assertReadable(`hue ${hue}`, [rule[1] as string, rule[2] as string]);
  }
});

test('what is dim, an alert or an accent is readable on every ground too', () => {
  const known = variables();
  for (const name of ['text', 'dim', 'accent', 'alert', 'warning']) {
    const colours = known.get(name);
    assert.ok(colours, `base.css has --${name}`);
    assertReadable(`--${name}`, colours);
  }
});

test('a name has the same hue in small and in capital letters, and names have many', () => {
  assert.equal(hueOf('Alice'), hueOf('alice'));
  const hues = new Set(Array.from({ length: 200 }, (_, number) => hueOf(`user${number}`)));
  assert.equal(hues.size, hueCount);
});

test('each colour of a profile is a hue of its own, and an unknown one is as none', () => {
  const classes = colours.map((colour) => hueOf('alice', colour));
  assert.equal(new Set(classes).size, colours.length);
  for (const name of classes) assert.match(name, /^hue-(?:\d|1[01])$/);
  for (const odd of ['ultraviolet', '', 'constructor', undefined]) {
    assert.equal(classOfColour(odd), undefined);
    assert.equal(hueOf('alice', odd), hueOf('alice'));
  }
});
