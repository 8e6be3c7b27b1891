// The signs on the screen that are no ASCII, and what stands for each where the font may lack it.

export interface Signs {
  /** The room on the screen, one's own mention. */
  readonly bar: string;
  readonly vertical: string;
  readonly horizontal: string;
  /** Where a horizontal line leaves a vertical one. */
  readonly branch: string;
  readonly online: string;
  readonly away: string;
  /** Before what is replied to. */
  readonly reply: string;
  readonly failed: string;
  /** The message that is visited or chosen. */
  readonly pointer: string;
  readonly editing: string;
  readonly below: string;
  readonly above: string;
  readonly ellipsis: string;
  readonly separator: string;
}

// Box drawing and geometric shapes: what fonts for terminals have had since the DOS age, and few beside.
const fullSigns: Signs = {
  bar: '▌',
  vertical: '│',
  horizontal: '─',
  branch: '├',
  online: '●',
  away: '○',
  reply: '↳',
  failed: '✗',
  pointer: '►',
  editing: '✎',
  below: '↓',
  above: '↑',
  ellipsis: '…',
  separator: '·',
};

const plainSigns: Signs = {
  bar: '>',
  vertical: '|',
  horizontal: '-',
  branch: '+',
  online: '*',
  away: 'o',
  reply: '>',
  failed: 'x',
  pointer: '>',
  editing: '*',
  below: 'v',
  above: '^',
  ellipsis: '~',
  separator: '-',
};

/** Every sign takes one cell, in both sets, so that no column depends on the choice. */
export function signsFor(hasSigns: boolean): Signs {
  return hasSigns ? fullSigns : plainSigns;
}

const replacements: ReadonlyMap<string, string> = new Map(
  Object.entries(fullSigns).map(([name, sign]) => [sign, plainSigns[name as keyof Signs]]),
);
const anySign = new RegExp(`[${[...replacements.keys()].join('')}]`, 'gu');

/** A line that is ready, with its signs in ASCII; what people wrote of them too, since it can't be drawn either. */
export function withPlainSigns(line: string): string {
  return line.replace(anySign, (sign) => replacements.get(sign) ?? sign);
}
