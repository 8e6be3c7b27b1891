// The page under measurement, in a real Chromium with a room of 100,000 messages: `npm run bench:web`.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { type Measured, startMeasured } from '../process.ts';
import { startBrowser, type Visit, visit } from './browser.ts';
import { makeRoom } from './make-room.ts';

const { values: flags } = parseArgs({
  options: {
    messages: { type: 'string', default: '100000' },
    loads: { type: 'string', default: '7' },
    floods: { type: 'string', default: '200,1000' },
    seconds: { type: 'string', default: '8' },
    priority: { type: 'boolean', default: false },
  },
});
// Programs that are started inherit it. Only root may.
if (flags.priority) setPriority(-15);

const messages = Number(flags.messages);
const forMs = Number(flags.seconds) * 1000;

interface Frames {
  readonly deltas: readonly number[];
  readonly longTasks: readonly number[];
}

const rows: [what: string, figure: string][] = [];
const tell = (what: string, figure: string): void => {
  rows.push([what, figure]);
  process.stderr.write(`${what}: ${figure}\n`);
};

const folder = mkdtempSync(join(tmpdir(), 'partyline-bench-web-'));
const log = join(folder, 'log.txt');
makeRoom(log, messages);
const main = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
const server = await startMeasured([main, '--port', '0', '--rate', '0', '--log', log], 0);
const browser = await startBrowser();
try {
  await measureLoading(browser, server);
  await measureHolding(browser, server);
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true });
}
print();

function address({ port }: Measured): string {
  return `http://127.0.0.1:${port}/`;
}

/** From the start of the navigation until the first row is painted, nothing cached. */
async function measureLoading(on: Browser, at: Measured): Promise<void> {
  const times: number[] = [];
  const cpu: number[] = [];
  let bytes = 0;
  for (let round = 0; round < Number(flags.loads); round += 1) {
    const seen = await visit(on, address(at));
    times.push(await seen.page.evaluate<number>('bench.firstRow'));
    cpu.push(await seen.cpuMs());
    bytes = seen.loadedBytes();
    await seen.close();
  }
  const sorted = times.toSorted((one, other) => one - other);
  tell(
    'first load to the first row, median / slowest',
    `${ms(at50(sorted))} / ${ms(sorted.at(-1))}`,
  );
  tell('first load, CPU of the main thread, median', ms(at50(cpu.toSorted((a, b) => a - b))));
  tell('first load, bytes over the wire', `${(bytes / 1024).toFixed(0)} KiB`);
}

async function measureHolding(on: Browser, at: Measured): Promise<void> {
  const seen = await visit(on, address(at));
  const { page, heapMiB, close } = seen;
  tell('heap, a page of messages held', mib(await heapMiB()));
  const took = await page.evaluate<number>('bench.loadAll()');
  tell(`scrolling to the beginning of ${messages} messages`, `${(took / 1000).toFixed(1)} s`);
  tell('heap, all held', mib(await heapMiB()));
  tell('elements in the page', `${await page.evaluate('bench.nodes()')}`);
  const middle = 'bench.scrollTo(0.5)';
  await page.evaluate(middle);
  await framesOf(seen, 'scrolling 60 pixels a frame', `bench.scrollSteadily(${forMs}, -60)`);
  await page.evaluate(middle);
  await framesOf(seen, 'scrolling 800 pixels a frame', `bench.scrollSteadily(${forMs}, -800)`);
  await framesOf(seen, 'jumping anywhere each frame', `bench.jumpAbout(${forMs})`);
  await page.evaluate(middle);
  await measureWheel(seen);
  tell('a row is drawn where the pane stands', `${await page.evaluate('bench.isDrawn()')}`);
  for (const perSecond of flags.floods.split(',').map(Number)) {
    await measureFlood(seen, at, perSecond, 'scrolled up');
    await page.evaluate('document.querySelector(".to-newest")?.click()');
    await measureFlood(seen, at, perSecond, 'at the newest');
    await page.evaluate(middle);
  }
  tell('heap, after the floods', mib(await heapMiB()));
  tell('elements in the page', `${await page.evaluate('bench.nodes()')}`);
  await close();
}

/** As a hand does it: the browser's own smooth scrolling. */
async function measureWheel(seen: Visit): Promise<void> {
  const { page } = seen;
  await page.mouse.move(600, 400);
  await measured(seen, 'the wheel, as fast as it goes', async () => {
    const frames = page.evaluate<Frames>(`bench.frames(${forMs})`);
    const endAt = performance.now() + forMs;
    while (performance.now() < endAt) await page.mouse.wheel(0, -300);
    return frames;
  });
}

async function measureFlood(
  seen: Visit,
  { port }: Measured,
  perSecond: number,
  where: string,
): Promise<void> {
  const { page } = seen;
  const file = fileURLToPath(new URL('speaker.ts', import.meta.url));
  const args = [file, String(port), String(perSecond), String(forMs / 1000)];
  const speaker = spawn(process.execPath, args, { stdio: 'inherit' });
  const isOver = new Promise((resolve) => speaker.once('exit', resolve));
  await page.evaluate('bench.keys.length = 0');
  await page.locator('textarea').first().focus();
  const what = `${perSecond} messages a second, ${where}`;
  await measured(seen, what, async () => {
    const frames = page.evaluate<Frames>(`bench.frames(${forMs})`);
    const endAt = performance.now() + forMs;
    while (performance.now() < endAt) {
      await page.keyboard.press('x');
      await page.waitForTimeout(90);
    }
    return frames;
  });
  const keys = await page.evaluate<number[]>('bench.keys');
  tell(`${what}: a key to its frame, median / p95 / max`, spread(keys));
  await isOver;
  await page.locator('textarea').first().fill('');
}

function framesOf(seen: Visit, what: string, run: string): Promise<void> {
  return measured(seen, what, () => seen.page.evaluate<Frames>(run));
}

async function measured(seen: Visit, what: string, run: () => Promise<Frames>): Promise<void> {
  const before = await seen.cpuMs();
  const frames = await run();
  const cpu = (await seen.cpuMs()) - before;
  show(what, frames);
  tell(`${what}: CPU of the main thread, a frame`, ms(cpu / frames.deltas.length));
}

function show(what: string, { deltas, longTasks }: Frames): void {
  tell(`${what}: a frame, median / p95 / max`, spread(deltas));
  tell(`${what}: tasks over 50 ms`, `${longTasks.length}${worst(longTasks)}`);
}

function worst(times: readonly number[]): string {
  return times.length === 0 ? '' : `, the longest ${ms(Math.max(...times))}`;
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  const p95 = sorted[Math.floor(sorted.length * 0.95)];
  return `${ms(at50(sorted))} / ${ms(p95)} / ${ms(sorted.at(-1))}`;
}

function at50(sorted: readonly number[]): number | undefined {
  return sorted[sorted.length >> 1];
}

function ms(time = Number.NaN): string {
  return `${time.toFixed(time < 20 ? 1 : 0)} ms`;
}

function mib(value: number): string {
  return `${value.toFixed(1)} MiB`;
}

function print(): void {
  const date = new Date().toISOString().slice(0, 10);
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `${date}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), load at the end ${load}`,
  );
  console.log('\n| what | figure |\n| --- | --- |');
  for (const [what, figure] of rows) console.log(`| ${what} | ${figure} |`);
}
