// How a terminal of today counts cells: by grapheme cluster. The screen model itself counts by code point.
import type { IUnicodeVersionProvider } from '@xterm/headless';
import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

// The model hands back one number with what came before: the place of that cluster in this list.
const clusters: string[] = [''];
const places = new Map<string, number>([['', 0]]);

export const graphemeWidths: IUnicodeVersionProvider = {
  version: 'graphemes',
  wcwidth: (codePoint) => clampedWidth(String.fromCodePoint(codePoint)),
  charProperties: (codePoint, preceding) => {
    const before = clusters[preceding >> 3] ?? '';
    const character = String.fromCodePoint(codePoint);
    // Most of a screen: it joins nothing before it, and asking takes long.
    if (codePoint >= 0x20 && codePoint < 0x7f) return (placeOf(character) << 3) | (1 << 1);
    const joins = before !== '' && [...segmenter.segment(before + character)].length === 1;
    const cluster = joins ? before + character : character;
    return (placeOf(cluster) << 3) | (clampedWidth(cluster) << 1) | (joins ? 1 : 0);
  },
};

function placeOf(cluster: string): number {
  const known = places.get(cluster);
  if (known !== undefined) return known;
  places.set(cluster, clusters.length);
  return clusters.push(cluster) - 1;
}

const clampedWidth = (cluster: string): 0 | 1 | 2 => Math.min(2, stringWidth(cluster)) as 0 | 1 | 2;
