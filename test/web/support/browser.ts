// A real browser for the tests of a file, and what to do where there is none.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { type Browser, chromium } from 'playwright-core';
import { patienceMs } from '../../support/patience.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** `PARTYLINE_CHROMIUM` names another one. */
export function findChromium(): string | undefined {
  const { PARTYLINE_CHROMIUM: named } = process.env;
  return (named === undefined ? places : [named]).find((path) => existsSync(path));
}

export const howToInstall = 'there is no Chromium: apt-get install chromium';

/**
 * Tests that need a browser: one for them all. Without one they are skipped, and say so; where
 * `PARTYLINE_INSIST` is set that is a failure.
 * @param options of its command line
 */
export function inBrowser(
  title: string,
  define: (browser: () => Browser) => void,
  ...options: readonly string[]
): void {
  const path = findChromium();
  if (path === undefined) return withoutBrowser(title);
  describe(title, () => {
    let browser: Browser | undefined;
    before(async () => {
      browser = await launch(path, options);
    });
    after(() => browser?.close());
    define(() => {
      assert.ok(browser, 'the browser runs');
      return browser;
    });
  });
}

/** @param options of its command line */
export function launch(path: string, options: readonly string[] = []): Promise<Browser> {
  // Chromium has no sandbox for root, which tests in containers are.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...options] : [...options];
  return chromium.launch({ executablePath: path, headless: true, args, timeout: patienceMs });
}

function withoutBrowser(title: string): void {
  if (process.env.PARTYLINE_INSIST === '1') throw new Error(`${title}: ${howToInstall}`);
  it(title, { skip: howToInstall }, () => {});
}
