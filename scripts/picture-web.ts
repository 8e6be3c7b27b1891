// The pictures of docs/web.md: the conversation of the others, as it looks to alice at the page.
import type { Page } from 'playwright-core';
import { findChromium, howToInstall, launch } from '../test/web/support/browser.ts';
import { afternoon, earlier, play, type Reader } from './picture-afternoon.ts';
import { smallPng } from './picture-png.ts';
import { Stage } from './picture-stage.ts';

const wide = { width: 1100, height: 760 };
const phone = { width: 390, height: 760 };

/** No pause, only the end of patience. */
const patienceMs = 20_000;

interface Look {
  readonly size: typeof wide;
  readonly colorScheme: 'light' | 'dark';
}

const looks: Readonly<Record<string, Look>> = {
  'docs/page.png': { size: wide, colorScheme: 'light' },
  'docs/page-dark.png': { size: wide, colorScheme: 'dark' },
  'docs/page-phone.png': { size: phone, colorScheme: 'light' },
};

export const pagePaths: readonly string[] = Object.keys(looks);

/** All of them from one conversation, by their paths. */
export async function pages(): Promise<ReadonlyMap<string, Buffer>> {
  const path = findChromium();
  if (path === undefined) throw new Error(howToInstall);
  const browser = await launch(path);
  const stage = await Stage.open(earlier);
  try {
    const page = await browser.newPage({
      viewport: wide,
      deviceScaleFactor: 2,
      timezoneId: afternoon(),
    });
    const alice = new PersonAtPage(page);
    const bob = await play(stage, () => alice.sitsDown(`http://127.0.0.1:${stage.server.port}/`));
    const pictures = new Map<string, Buffer>();
    for (const [file, { size, colorScheme }] of Object.entries(looks)) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      // What the mouse points at has its buttons.
      await page.mouse.move(0, 0);
      bob.writes();
      await alice.sees('bob is typing…');
      pictures.set(file, smallPng(await page.screenshot({ caret: 'initial' })));
    }
    return pictures;
  } finally {
    await browser.close();
    await stage.close();
  }
}

class PersonAtPage implements Reader {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async sitsDown(url: string): Promise<this> {
    await this.#page.goto(url);
    await this.#page.getByRole('textbox', { name: 'Another name' }).fill('alice');
    await this.#page.getByRole('button', { name: 'Take it' }).click();
    await this.sees('alice you');
    return this;
  }

  async enters(line: string): Promise<void> {
    const field = this.#page.getByRole('textbox', { name: 'Message' });
    await field.fill(line);
    await field.press('Enter');
  }

  async showsFirst(): Promise<void> {
    await this.#page.keyboard.press('Alt+1');
  }

  async sees(...wanted: readonly (string | RegExp)[]): Promise<void> {
    for (const end = Date.now() + patienceMs; ; ) {
      const text = String(await this.#page.evaluate('document.body.innerText'));
      const line = text.replace(/\s+/g, ' ');
      if (wanted.every((one) => line.search(one) !== -1)) return;
      if (Date.now() > end) throw new Error(`Waited for ${wanted.join(' and ')} in: ${line}`);
      await this.#page.evaluate('new Promise(requestAnimationFrame)');
    }
  }
}
