// The server under measurement, and how long its main thread ever stood still: told on standard error at its end.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delays = monitorEventLoopDelay({ resolution: 1 });
delays.enable();
/** What start-up takes is told apart. */
process.on('SIGUSR2', () => {
  tell('until then');
  delays.reset();
});
process.on('exit', () => tell('since then'));

function tell(when: string): void {
  console.error(`main thread's longest pause ${when}: ${(delays.max / 1e6).toFixed(1)} ms`);
}

await import(new URL('../dist/server/main.js', import.meta.url).href);
