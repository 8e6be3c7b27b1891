// What axe-core finds in every state of the page: nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, it } from 'node:test';
import { ChatServer } from '../support/chat-server.ts';
import { inBrowser } from './support/browser.ts';
import { Visitor } from './support/visitor.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Found {
  readonly id: string;
  readonly where: readonly string[];
}

/** Each rule that is broken, with where. */
async function faults({ page }: Visitor): Promise<Found[]> {
  await page.evaluate(axe);
  // Colours on their way are not those that are read.
  return page.evaluate(`
    Promise.all(document.getAnimations().map((animation) => animation.finished))
      .then(() => axe.run(document, { resultTypes: ['violations'] }))
      .then(({ violations }) => violations.map(({ id, nodes }) => (
        { id, where: nodes.map(({ html }) => html.slice(0, 200)) }
      )))
  `);
}

inBrowser('what axe finds', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.start();
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is nothing in ${colorScheme}, whatever lies on top`, async (t) => {
      const ann = await Visitor.open(t, browser(), url, { colorScheme });
      const press = (key: string) => ann.page.keyboard.press(key);
      const isFine = async (state: string) => assert.deepEqual(await faults(ann), [], state);
      await isFine('the first visit');
      await ann.page.getByRole('button', { name: /^Keep/ }).click();
      await ann.says('hello, see https://a.example/ and https://b.example/');
      await ann.says('/react :tada:');
      await ann.sees('🎉');
      await isFine('some messages');
      for (const key of ['F1', 'Control+g', 'Alt+h']) {
        await press(key);
        await ann.page.getByRole('dialog').waitFor();
        await isFine(key);
        await press('Escape');
      }
      for (const key of ['i', '+', 'd', 'o']) {
        await press('Alt+ArrowUp');
        await press(key);
        await ann.page.getByRole('dialog').waitFor();
        await isFine(`${key} on a message`);
        await press('Escape');
        await press('Escape');
      }
      await ann.line.pressSequentially('/re');
      await ann.page.getByRole('listbox').waitFor();
      await press('ArrowDown');
      await isFine('the menu');
      await press('Alt+r');
      await press('ArrowUp');
      await ann.page.getByText('Editing your message').waitFor();
      await isFine('an edit');
    });

    it(`is nothing in ${colorScheme} on a phone, with a list over the messages`, async (t) => {
      const viewport = { width: 360, height: 740 };
      const phone = { viewport, isMobile: true, hasTouch: true, colorScheme };
      const ann = await Visitor.open(t, browser(), url, phone);
      assert.deepEqual(await faults(ann), [], 'the first visit');
      for (const list of [/^Rooms/, /^People/]) {
        await ann.page.getByRole('button', { name: list }).tap();
        await ann.page.getByRole('button', { name: 'Close the list' }).waitFor();
        assert.deepEqual(await faults(ann), [], String(list));
        await ann.page.keyboard.press('Escape');
      }
    });
  }
});
