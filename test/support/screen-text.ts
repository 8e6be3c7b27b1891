// A screen as text that people can review: its lines, its cursor, and a letter for the style of each cell.
import { hashOf } from '../../src/ui/name-hash.ts';
import type { Cell, Glass, Style } from './glass.ts';

/** The screen; lines and letters are cut where only blanks follow, and lines without a style have no letters. */
export function screenText({ lines, cells, cursor }: Glass): string {
  const letters = new Map<string, string>();
  const styled = cells.map((row) =>
    row
      .map((cell) => letterOf(cell, letters))
      .join('')
      .trimEnd(),
  );
  const numbered = styled.flatMap((row, y) =>
    row === '' ? [] : [`${String(y).padStart(2)} ${row}`],
  );
  const legend = [...letters].map(([style, letter]) => `${letter}: ${style}`).toSorted();
  const place = `cursor: column ${cursor.x}, row ${cursor.y}`;
  return `${[...lines, '', place, '', ...numbered, '', ...legend].join('\n')}\n`;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * A blank whose style can't be seen has none. The letter follows from the style itself, so that a new
 * style on a screen leaves the letters of the others as they were.
 */
function letterOf({ text, style }: Cell, letters: Map<string, string>): string {
  const words = styleWords(style, text === ' ');
  if (words === '') return ' ';
  const known = letters.get(words);
  if (known !== undefined) return known;
  const taken = new Set(letters.values());
  const start = hashOf(words) % alphabet.length;
  const turned = alphabet.slice(start) + alphabet.slice(0, start);
  const letter = [...turned].find((one) => !taken.has(one)) ?? '?';
  letters.set(words, letter);
  return letter;
}

function styleWords(style: Style, isBlank: boolean): string {
  const { fg, bg, isBold, isDim, isItalic, isUnderlined, isInverse, isStruck } = style;
  const words = [
    bg === undefined ? '' : `on ${bg}`,
    isInverse && 'inverse',
    isUnderlined && 'underlined',
    isStruck && 'struck',
  ];
  const inked = [fg, isBold && 'bold', isDim && 'dim', isItalic && 'italic'];
  const isSeen = !isBlank || isInverse;
  return [...(isSeen ? inked : []), ...words]
    .filter((word) => word !== undefined && word !== false && word !== '')
    .join(' ');
}

/** The lines of two texts that differ, each with its number: what was wanted and what is there. */
export function lineDiff(wanted: string, found: string): string {
  const [before, after] = [wanted.split('\n'), found.split('\n')];
  const count = Math.max(before.length, after.length);
  const lines = Array.from({ length: count }, (_, index) => {
    const [one, other] = [before[index], after[index]];
    if (one === other) return [];
    const number = String(index + 1).padStart(3);
    return [
      ...(one === undefined ? [] : [`${number} - ${one}`]),
      ...(other === undefined ? [] : [`${number} + ${other}`]),
    ];
  });
  return lines.flat().join('\n');
}
