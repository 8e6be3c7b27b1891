// The signs on the screen that are no ASCII, and what stands for each where the font may lack it.

// Box drawing and geometric shapes: what fonts for terminals have had since the DOS age, and few beside.
// Every sign takes one cell, and so does what stands for it: no column depends on the choice.
export const plainSigns: ReadonlyMap<string, string> = new Map([
  ['▌', '>'],
  ['│', '|'],
  ['─', '-'],
  ['├', '+'],
  ['●', '*'],
  ['○', 'o'],
  ['↳', '>'],
  ['✗', 'x'],
  ['►', '>'],
  ['✎', '*'],
  ['↓', 'v'],
  ['↑', '^'],
  ['…', '~'],
  ['·', '-'],
  ['⏎', '/'],
  ['“', '"'],
  ['”', '"'],
]);

const anySign = new RegExp(`[${[...plainSigns.keys()].join('')}]`, 'gu');

/** A line that is ready, with its signs in ASCII; what people wrote of them too, since it can't be drawn either. */
export function withPlainSigns(line: string): string {
  return line.replace(anySign, (sign) => plainSigns.get(sign) ?? sign);
}
