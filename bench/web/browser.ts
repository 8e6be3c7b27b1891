// A Chromium under measurement: a page of it, what it takes in memory and what it loaded.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';

const inPage = fileURLToPath(new URL('in-page.js', import.meta.url));
const paths = [process.env.PARTYLINE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'];

export async function startBrowser(): Promise<Browser> {
  const executablePath = paths.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined)
    throw new Error('There is no Chromium: install it, or name it with PARTYLINE_CHROMIUM=…');
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

export interface Visit {
  readonly page: Page;
  /** Of what came over the wire, compressed as it came. */
  readonly loadedBytes: () => number;
  /** In MiB, after everything that can go has gone. */
  readonly heapMiB: () => Promise<number>;
  /** CPU time of the page's main thread so far, in ms: what others on the machine do is no part of it. */
  readonly cpuMs: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => process.stderr.write(`the page: ${error.message}\n`));
  await page.addInitScript({ path: inPage });
  const session = await context.newCDPSession(page);
  const loadedBytes = await countBytes(session);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const metric = async (wanted: string): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === wanted)?.value ?? 0;
  };
  await page.goto(url);
  await page.evaluate('bench.firstRow');
  return {
    page,
    loadedBytes,
    heapMiB: async () => {
      await session.send('HeapProfiler.collectGarbage');
      return (await metric('JSHeapUsedSize')) / 1_048_576;
    },
    cpuMs: async () => (await metric('TaskDuration')) * 1000,
    close: () => context.close(),
  };
}

async function countBytes(session: CDPSession): Promise<() => number> {
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  return () => bytes;
}
