// What a list is told of rows that come and go: it counts them, and knows no keys.
import { useLayoutEffect, useState } from 'react';
import type { Rows } from '../../sdk/rows.ts';
import { grownAtStart } from './place.ts';

export interface Shown {
  readonly rows: Rows;
  /** The list asks for nothing but how many there are. */
  readonly data: ArrayLike<undefined>;
  readonly isAtStart: boolean;
}

/** What came or went at both ends at once is told one after the other. */
export function useSteps(rows: Rows): Shown {
  const [shown, setShown] = useState<Shown>(() => stepTo(rows, rows.length, false));
  const next = shown.rows === rows ? shown : firstStep(shown, rows);
  if (next !== shown) setShown(next);
  useLayoutEffect(() => {
    if (next.data.length !== rows.length) setShown(stepTo(rows, rows.length, false));
  }, [next, rows]);
  return next;
}

/** To what came or went at the start; where nothing did, to all of the rows. */
function firstStep(shown: Shown, rows: Rows): Shown {
  const grown = grownAtStart(shown.rows, rows);
  if (grown === 0) return stepTo(rows, rows.length, false);
  return stepTo(rows, Math.min(rows.length, shown.data.length + grown), true);
}

const stepTo = (rows: Rows, length: number, isAtStart: boolean): Shown => ({
  rows,
  data: { length },
  isAtStart,
});
