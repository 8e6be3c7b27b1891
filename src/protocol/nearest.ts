// The word that somebody most likely meant: by how many keys they differ.

/** The word nearest to the one typed; undefined if none is near, or if it is longer than any word can be. */
export function nearest(typed: string, words: readonly string[], longest = 20): string | undefined {
  const maxDistance = typed.length < 4 ? 1 : 2;
  // A long text is no typo, and comparing it would take its time.
  if (typed === '' || typed.length > longest) return undefined;
  const begun = words.find((word) => typed.length > 1 && word.startsWith(typed));
  let best = begun;
  let bestDistance = begun === undefined ? maxDistance + 1 : 1;
  for (const word of words) {
    const distance = editDistance(typed, word);
    if (distance >= bestDistance) continue;
    best = word;
    bestDistance = distance;
  }
  return best;
}

/** Letters put in, left out, changed, or swapped with the next (optimal string alignment). */
export function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const changed = at(last, column - 1) + (isSame ? 0 : 1);
      let least = Math.min(changed, at(last, column) + 1, at(current, column - 1) + 1);
      const isSwap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwap && row > 1 && column > 1) least = Math.min(least, at(beforeLast, column - 2) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, other.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? 0;
}
