// What axe finds amiss on a page as it is now, in both schemes of colours.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const source = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly {
    readonly target: readonly string[];
    readonly failureSummary: string;
  }[];
}

/** Sentences; none is what it should be. */
export async function axeFinds(page: Page): Promise<string[]> {
  // The debugger's way in is no way for pages: the policy that forbids foreign scripts holds.
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(source);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await run(page, `{ resultTypes: ['violations'] }`);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await run(page, `{ runOnly: ['color-contrast'] }`);
  return [...light, ...dark.map((finding) => `dark: ${finding}`)];
}

async function run(page: Page, options: string): Promise<string[]> {
  // Colours on their way are not those that are read.
  const found = await page.evaluate(`
    Promise.all(document.getAnimations().map((animation) => animation.finished))
      .then(() => axe.run(${options}))
      .then(({ violations }) => violations)
  `);
  return (found as Violation[]).flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${impact}): ${target} ${failureSummary}`),
  );
}
