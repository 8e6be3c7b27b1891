// How well a text fits what was typed to find it: its characters in order, better where they stand together.

/** Undefined: it does not fit. Higher fits better; of equals the shorter. */
export function fuzzyScore(query: string, text: string): number | undefined {
  const wanted = [...query.toLowerCase()].filter((character) => character !== ' ');
  const given = [...text.toLowerCase()];
  let score = 0;
  let at = -1;
  for (const character of wanted) {
    const found = given.indexOf(character, at + 1);
    if (found === -1) return undefined;
    const isStart = found === 0 || isSeparator.test(given[found - 1] ?? '');
    score += found === at + 1 ? 4 : isStart ? 3 : 0;
    if (found === 0) score += 4;
    at = found;
  }
  return score - given.length / 100;
}

const isSeparator = /[\s\-_.+@#/]/;

/** Those that fit, the best first; of equals those that stood first. */
export function fuzzyFind<T>(query: string, items: readonly T[], textOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, score: fuzzyScore(query, textOf(item)) }))
    .filter((one) => one.score !== undefined)
    .toSorted((one, other) => (other.score ?? 0) - (one.score ?? 0))
    .map(({ item }) => item);
}
