// A text is the same to the page and to a terminal, though engines read some regular expressions differently.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { unicodeTexts } from '../support/unicode-texts.ts';
import { inBrowser } from './support/browser.ts';
import { readAll } from './support/readings.ts';

inBrowser('a text from anywhere in Unicode', (browser) => {
  it('is read in the browser as it is in Node', async (t) => {
    const page = await browser().newPage();
    t.after(() => page.close());
    await page.addScriptTag({ content: await bundled() });
    // Text travels as JSON: half a character is lost on the way otherwise.
    const asked = JSON.stringify(unicodeTexts);
    const there = await page.evaluate<string>(
      `JSON.stringify(readings.readAll(JSON.parse(${JSON.stringify(asked)})))`,
    );
    const found: Record<string, readonly string[]> = JSON.parse(there);
    for (const [name, here] of Object.entries(readAll(unicodeTexts))) {
      assert.deepEqual(found[name], here, name);
    }
  });
});

async function bundled(): Promise<string> {
  const input = fileURLToPath(new URL('support/readings.ts', import.meta.url));
  const bundle = await rolldown({ input });
  const { output } = await bundle.generate({ format: 'iife', name: 'readings' });
  await bundle.close();
  return output[0].code;
}
