// The screen model taught to count cells as the client does. What it then shows proves that the client adds up right, not that a terminal agrees with it on each width.
import type { IUnicodeVersionProvider } from '@xterm/headless';
import { cellWidth } from '../../src/client/cells.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

// The model hands back one number with what came before: the place of that cluster in this list.
const clusters: string[] = [''];
const places = new Map<string, number>([['', 0]]);

export const graphemeWidths: IUnicodeVersionProvider = {
  version: 'graphemes',
  wcwidth: (codePoint) => Math.min(2, cellWidth(String.fromCodePoint(codePoint))) as 0 | 1 | 2,
  charProperties: (codePoint, preceding) => {
    const before = clusters[preceding >> 3] ?? '';
    const character = String.fromCodePoint(codePoint);
    // Most of a screen: it joins nothing before it, and asking takes long.
    if (codePoint >= 0x20 && codePoint < 0x7f) return (placeOf(character) << 3) | (1 << 1);
    const joins = before !== '' && [...segmenter.segment(before + character)].length === 1;
    if (!joins) return properties(character, cellWidth(character), false);
    const whole = before + character;
    const held = (preceding >> 1) & 3;
    const total = cellWidth(whole);
    // Half of an emoji may be narrower than what it was half of before.
    if (total <= 2) return properties(whole, Math.max(held, total), true);
    // The model's cells are two wide at most: a longer cluster goes on in the next cell.
    const added = total - cellWidth(before);
    return added > 0 ? properties(whole, added, false) : properties(whole, held, true);
  },
};

function properties(cluster: string, width: number, joins: boolean): number {
  return (placeOf(cluster) << 3) | (Math.min(2, width) << 1) | (joins ? 1 : 0);
}

function placeOf(cluster: string): number {
  const known = places.get(cluster);
  if (known !== undefined) return known;
  places.set(cluster, clusters.length);
  return clusters.push(cluster) - 1;
}
