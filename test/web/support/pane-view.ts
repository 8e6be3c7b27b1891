// What the message pane of a visitor shows, row by row, as one would see it.
import type { Page } from 'playwright-core';

export interface SeenRow {
  readonly key: string;
  readonly text: string;
  /** Pixels below the upper edge of the pane. */
  readonly top: number;
}

/** An expression: the rows in sight, from the top. */
const rowsInSight = `(() => {
  const pane = document.querySelector('.messages').getBoundingClientRect();
  return [...document.querySelectorAll('.messages article')]
    .map((row) => ({ row, box: row.getBoundingClientRect() }))
    .filter(({ row, box }) => row.checkVisibility({ visibilityProperty: true }) && box.bottom > pane.top && box.top < pane.bottom)
    .sort((one, other) => one.box.top - other.box.top)
    .map(({ row, box }) => ({
      key: row.dataset.key,
      text: row.querySelector('.prose')?.textContent ?? '',
      top: box.top - pane.top,
    }));
})()`;

/** What is in sight, once it has been the same for some frames. */
export async function settledRows(page: Page): Promise<SeenRow[]> {
  return (await page.evaluate(`new Promise((done) => {
    let before = '';
    let same = 0;
    const look = () => {
      const rows = ${rowsInSight};
      const now = JSON.stringify(rows);
      same = now === before ? same + 1 : 0;
      before = now;
      if (same >= 5) done(rows);
      else requestAnimationFrame(look);
    };
    look();
  })`)) as SeenRow[];
}
